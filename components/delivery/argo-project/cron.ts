const NAMES = {
  month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  day: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
};

/** Bounds of the fields as Argo CD's parser has them (robfig/cron, standard form). */
const FIELDS = [
  { name: "minute", from: 0, to: 59, names: [] },
  { name: "hour", from: 0, to: 23, names: [] },
  { name: "day of month", from: 1, to: 31, names: [] },
  { name: "month", from: 1, to: 12, names: NAMES.month },
  { name: "day of week", from: 0, to: 6, names: NAMES.day },
] as const satisfies readonly Field[];

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Words for the values, from `from` on. */
  readonly names: readonly string[];
}

/** What is wrong with a schedule, or undefined. */
export function cronFault(schedule: string): string | undefined {
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    return "is not five fields: minute, hour, day of month, month, day of week";
  }
  const wrong = FIELDS.find((field, at) => !isField(parts[at] ?? "", field));
  if (wrong === undefined) return undefined;
  return `has a ${wrong.name} that is none of ${String(wrong.from)} to ${String(wrong.to)}`;
}

const isField = (text: string, field: Field): boolean =>
  text.split(",").every((part) => isRange(part, field));

/** `*`, `5`, `1-5`, each with a step behind it or without. */
function isRange(text: string, field: Field): boolean {
  const [range = "", step, ...more] = text.split("/");
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === "*") return true;
  const [first = "", last, ...rest] = range.split("-");
  if (rest.length > 0) return false;
  const low = valueOf(first, field);
  const high = last === undefined ? low : valueOf(last, field);
  return low !== undefined && high !== undefined && low <= high;
}

function valueOf(text: string, { from, to, names }: Field): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named + from;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : undefined;
}
