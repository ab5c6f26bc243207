import { UNKNOWN } from "../../../../local/plugins/lib/marks.ts";
import type { Properties } from "../../../../local/plugins/lib/struct.ts";
import { gvkOf } from "../../../../local/plugins/resource-kubernetes/kinds.ts";
import { normalize } from "../../../../local/plugins/resource-kubernetes/normalize.ts";

const normalized = (object: Properties): Properties => normalize(object, gvkOf(object)).object;
const configMap = { apiVersion: "v1", kind: "ConfigMap" };
const secret = { apiVersion: "v1", kind: "Secret" };

describe("normalize", () => {
  it("turns stringData of a Secret into data, over data of the same name", () => {
    const object = { ...secret, data: { a: "eA==", b: "eQ==" }, stringData: { a: "1" } };

    expect(normalized(object)).toEqual({ ...secret, data: { a: "MQ==", b: "eQ==" } });
  });

  it("writes data of a Secret without line breaks and leaves what is no base64 to the server", () => {
    const object = { ...secret, data: { a: "MTIz\nNDU2", b: "%%%" } };

    expect(normalized(object)).toEqual({ ...secret, data: { a: "MTIzNDU2", b: "%%%" } });
  });

  it("keeps objects with unknown values as they are", () => {
    const object = { ...configMap, data: {}, metadata: { name: UNKNOWN } };

    expect(normalized(object)).toEqual(object);
  });

  it("drops what the server alone writes into metadata", () => {
    const metadata = { uid: "u", resourceVersion: "1", generation: 2, managedFields: [] };
    const widget = { apiVersion: "example.com/v1", kind: "Widget" };

    expect(normalized({ ...widget, metadata: { name: "a", ...metadata } })).toEqual({
      ...widget,
      metadata: { name: "a" },
    });
  });

  it("drops status and a false preserveUnknownFields of a definition", () => {
    const definition = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
    const spec = { group: "example.com", preserveUnknownFields: false };

    expect(normalized({ ...definition, spec, status: {} })).toEqual({
      ...definition,
      spec: { group: "example.com" },
    });
  });
});
