import structProto from "google-protobuf/google/protobuf/struct_pb.js";

/** A value as the engine sends it; secrets, outputs, assets and unknowns are marked inside (see marks.ts). */
export type Value = null | boolean | number | string | readonly Value[] | Properties;

/** Named values: the inputs or the state of a resource. */
export interface Properties {
  readonly [name: string]: Value;
}

/** What can be sent: a property that is undefined is left out, as in JSON. */
export interface Sendable {
  readonly [name: string]: unknown;
}

/** Reads a protobuf Struct; a missing one reads as no properties. */
export function fromStruct(struct: structProto.Struct | undefined): Properties {
  const entries: [string, Value][] = [];
  struct?.getFieldsMap().forEach((value, name) => entries.push([name, fromValue(value)]));
  return Object.fromEntries(entries);
}

/**
 * Writes a protobuf Struct. Throws a TypeError that names the path of anything JSON or protobuf has no word for, so that
 * nothing is dropped in silence.
 */
export function toStruct(properties: Sendable): structProto.Struct {
  return structOf(properties, "");
}

function fromValue(value: structProto.Value): Value {
  switch (value.getKindCase()) {
    case structProto.Value.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case structProto.Value.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case structProto.Value.KindCase.STRING_VALUE:
      return value.getStringValue();
    case structProto.Value.KindCase.LIST_VALUE:
      return (value.getListValue()?.getValuesList() ?? []).map(fromValue);
    case structProto.Value.KindCase.STRUCT_VALUE:
      return fromStruct(value.getStructValue());
    default:
      return null;
  }
}

function structOf(properties: object, path: string): structProto.Struct {
  const struct = new structProto.Struct();
  const fields = struct.getFieldsMap();
  for (const [name, value] of Object.entries(properties) as [string, unknown][]) {
    if (value === undefined) continue;
    const at = path === "" ? name : `${path}.${name}`;
    // Maps of google-protobuf lose that one name.
    if (name === "__proto__") throw new TypeError(`${at}: this name cannot be sent to the engine`);
    fields.set(name, toValue(value, at));
  }
  return struct;
}

function toValue(plain: unknown, path: string): structProto.Value {
  const value = new structProto.Value();
  if (plain === null) value.setNullValue(structProto.NullValue.NULL_VALUE);
  else if (typeof plain === "boolean") value.setBoolValue(plain);
  else if (typeof plain === "number") value.setNumberValue(plain);
  else if (typeof plain === "string") value.setStringValue(plain);
  else if (Array.isArray(plain)) {
    const list = new structProto.ListValue();
    list.setValuesList(plain.map((item, index) => toValue(item, `${path}[${String(index)}]`)));
    value.setListValue(list);
  } else if (typeof plain === "object") value.setStructValue(structOf(plain, path));
  else throw new TypeError(`${path}: a ${typeof plain} cannot be sent to the engine`);
  return value;
}
