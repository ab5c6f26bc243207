/** Prefix of every label and annotation of ours; a test holds this file against that of the components. */
export const PREFIX = "intelgraph.internal";

/** Team that answers for it. */
export const OWNER = `${PREFIX}/owner`;
/** Who pays for it. */
export const COST_CENTRE = `${PREFIX}/cost-centre`;
/** How carefully its data is handled. */
export const DATA_CLASS = `${PREFIX}/data-class`;
/** Number of the pull request that a namespace previews. */
export const PREVIEW = `${PREFIX}/preview`;
/** Annotation: the instant at which a preview is over. */
export const EXPIRES = `${PREFIX}/expires`;
/** Says of pods that they read the graph; whatever its value, it is taken at its word. */
export const READS_GRAPH = `${PREFIX}/reads-graph`;
/** Annotation of pods: in whose name they read the graph. */
export const QUERY_AUTHORITY = `${PREFIX}/query-authority`;
/** Annotation of pods: the document that allows them to. */
export const WARRANT = `${PREFIX}/warrant`;
/** Annotation of pods: the last day of that document. */
export const WARRANT_EXPIRES = `${PREFIX}/warrant-expires`;

/** From open to most guarded. */
export const DATA_CLASSES = ["public", "internal", "confidential", "restricted"] as const;
