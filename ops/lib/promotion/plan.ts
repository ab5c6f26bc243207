import type {
  ReleaseFile,
  ReleasedService,
} from "../../../policy-packs/provenance/release/model.ts";

/** What becomes of one service in the environment that is promoted to. */
export interface ServiceChange {
  readonly service: string;
  /** "evidence": the same image, with newer evidence. */
  readonly change: "added" | "updated" | "evidence" | "removed" | "same";
  /** The image afterwards; of a removed service the one it had. */
  readonly image: string;
  /** The image before. @default undefined: the service is new there */
  readonly before?: string;
  readonly commit: string;
  /** How long the source environment has run this image; only of one that is new to the target. */
  readonly soak?: Soak;
}

export interface Soak {
  /** ISO 8601. */
  readonly since: string;
  /** Hours so far, rounded down to a tenth; negative for a time that has not come. */
  readonly hours: number;
  readonly needed: number;
}

/** The release of the target after the promotion, and how it differs from the one before. */
export interface PromotionPlan {
  readonly release: ReleaseFile;
  readonly changes: readonly ServiceChange[];
}

export interface PlanInput {
  readonly from: ReleaseFile;
  readonly to: ReleaseFile;
  /** Hours that an image runs in the source first. */
  readonly soakHours: number;
  readonly now: Date;
}

const HOUR = 3_600_000;

/**
 * The target gets what the source runs, service by service, and loses what the source no longer has. A service whose image
 * stays keeps its `since` there: it is not new to that environment.
 */
export function planOf({ from, to, soakHours, now }: PlanInput): PromotionPlan {
  const names = [...new Set([...Object.keys(from.services), ...Object.keys(to.services)])].sort();
  const services: Record<string, ReleasedService> = {};
  const changes = names.flatMap((service): ServiceChange[] => {
    const [source, old] = [serviceOf(from, service), serviceOf(to, service)];
    if (source === undefined) return old === undefined ? [] : [removed(service, old)];
    const { image } = source;
    const stays = old?.image === image;
    services[service] = { ...source, since: stays ? old.since : now.toISOString() };
    return [
      {
        service,
        change: old === undefined ? "added" : stays ? changeOf(source, old) : "updated",
        image,
        ...(old === undefined ? {} : { before: old.image }),
        commit: source.source.commit,
        ...(stays ? {} : { soak: soakOf(source, soakHours, now) }),
      },
    ];
  });
  return { release: { ...to, services }, changes };
}

/** Own entries only: a service may be called like something that every object has. */
const serviceOf = ({ services }: ReleaseFile, name: string): ReleasedService | undefined =>
  Object.hasOwn(services, name) ? services[name] : undefined;

const removed = (service: string, { image, source }: ReleasedService): ServiceChange => ({
  ...{ service, change: "removed", image, before: image },
  commit: source.commit,
});

/** Everything but the day on which an environment took it. */
function changeOf(source: ReleasedService, old: ReleasedService): "same" | "evidence" {
  const rest = (one: ReleasedService) => canonical({ ...one, since: "" });
  return rest(source) === rest(old) ? "same" : "evidence";
}

/** A text that does not hang on the order of keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

const soakOf = ({ since }: ReleasedService, needed: number, now: Date): Soak => {
  const hours = (now.getTime() - Date.parse(since)) / HOUR;
  return { since, hours: Math.floor(hours * 10) / 10, needed };
};

/** Whether it has run long enough; a time that nobody can read, or that has not come, is none. */
export const isSoaked = ({ since, needed }: Soak, now: Date): boolean => {
  const run = now.getTime() - Date.parse(since);
  return run >= 0 && run >= needed * HOUR;
};

/** Whether anything is to be written. */
export const isChange = ({ change }: ServiceChange): boolean => change !== "same";
