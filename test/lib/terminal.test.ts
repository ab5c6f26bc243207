import { clip, terminal, widthOf } from "../../lib/terminal.ts";

const stream = (facts: { isTTY?: boolean; columns?: number } = {}) => {
  const written: string[] = [];
  return { ...facts, written, write: (text: string) => written.push(text) };
};

describe("terminal", () => {
  it("prints plain lines and draws nothing where nobody looks", () => {
    const out = stream();
    const term = terminal(out, {});

    term.status("17 of 41");
    term.print("up 41/41", term.paint("green", "done"));

    expect(out.written).toEqual(["up 41/41\n", "done\n"]);
    expect([term.colour, term.motion, term.width]).toEqual([false, false, 100]);
  });

  it("redraws one status line and takes it away before it prints", () => {
    const out = stream({ isTTY: true, columns: 80 });
    const term = terminal(out, {});

    term.status("one");
    term.status("two");
    term.print("done");
    term.clear();

    expect(out.written).toEqual(["\r\u001b[2Kone", "\r\u001b[2Ktwo", "\r\u001b[2K", "done\n"]);
  });

  it("colours on a terminal", () => {
    const term = terminal(stream({ isTTY: true }), { NO_COLOR: "" });

    expect(term.paint("red", "no")).toBe("\u001b[31mno\u001b[39m");
  });

  it.each([
    ["NO_COLOR is set", { NO_COLOR: "1" }, [false, true]],
    ["the terminal is dumb", { TERM: "dumb" }, [false, false]],
  ])("does not colour when %s", (_, env, expected) => {
    const term = terminal(stream({ isTTY: true }), env);

    expect([term.colour, term.motion]).toEqual(expected);
  });

  it("cuts a status line to the width of the terminal", () => {
    const out = stream({ isTTY: true, columns: 10 });

    terminal(out, {}).status("creating NetworkPolicy");

    expect(out.written).toEqual(["\r\u001b[2Kcreating…"]);
  });
});

describe("clip", () => {
  it("leaves a text that fits as it is, colour included", () => {
    const text = "\u001b[31mno\u001b[39m";

    expect(clip(text, 2)).toBe(text);
    expect(widthOf(text)).toBe(2);
  });
});
