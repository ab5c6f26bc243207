import { createServer } from "node:net";

import { readPorts, recordedPorts, replaceTaken } from "../../../local/controllers/ports.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";

afterEach(removeFolders);

describe("ports of controllers", () => {
  it("last, so that addresses do", async () => {
    const folder = newFolder();

    const first = await recordedPorts(folder);

    expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
    expect(await recordedPorts(folder)).toEqual(first);
  });

  it("are other ones only where something else listens", async () => {
    const folder = newFolder();
    const first = await recordedPorts(folder);
    const stranger = createServer();
    await new Promise<void>((resolve) => {
      stranger.listen(first.git, "127.0.0.1", resolve);
    });

    const { ports, taken } = await replaceTaken(folder, first);
    stranger.close();

    expect(taken).toEqual([first.git]);
    expect(ports).toEqual({ ...first, git: ports.git });
    expect(ports.git).not.toBe(first.git);
    expect(readPorts(folder)).toEqual(ports);
  });

  it("are chosen anew when the file is damaged or of an older version", async () => {
    const folder = newFolder();
    writeFile(`${folder}/ports.json`, '{"git": 21000}');

    expect(readPorts(folder)).toBeUndefined();
    expect((await recordedPorts(folder)).prometheus).toBeGreaterThan(19_999);
  });
});
