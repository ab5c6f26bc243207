import type { Api } from "../../control-plane/api.ts";
import type { Outcome } from "./delivery.ts";

/** Creates an object, or leaves the one that is there. Returns why it was refused, if it was. */
export async function created(api: Api, path: string, object: object): Promise<string[]> {
  const { status, text } = await api.send("POST", path, object);
  return status === 201 || status === 409 ? [] : [refusalOf(status, text)];
}

/** What a look came to, of all that was refused. */
export const outcomeOf = (refused: readonly string[]): Outcome =>
  refused.length === 0 ? { state: "delivered" } : { state: "refused", note: refused.join("; ") };

/** What the API says that it did not do. */
export const refusalOf = (status: number, text: string): string =>
  `status ${status}: ${messageOf(text)}`;

function messageOf(text: string): string {
  try {
    return String((JSON.parse(text) as { message?: unknown }).message);
  } catch {
    return "no answer";
  }
}
