/** A key of a Secret of the same namespace, which is made elsewhere; its value is never read here. */
export interface SecretKey {
  readonly name: string;
  readonly key: string;
}
