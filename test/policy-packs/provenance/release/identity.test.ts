import fc from "fast-check";

import {
  allowedWorkflow,
  identityOf,
} from "../../../../policy-packs/provenance/release/identity.ts";
import { GOOD_RUN, WORKFLOW } from "../../../support/keyless.ts";

const good = identityOf(WORKFLOW);

test("the identity of a workflow is that of its certificates", () => {
  expect(good).toBe(GOOD_RUN.identity);
  expect(allowedWorkflow(GOOD_RUN, [WORKFLOW])).toBe(WORKFLOW);
});

test("of several workflows, each is itself only", () => {
  const other = { ...WORKFLOW, workflow: ".github/workflows/other.yml" };

  expect(allowedWorkflow({ ...GOOD_RUN, identity: identityOf(other) }, [WORKFLOW, other])).toBe(
    other,
  );
});

test("no other text is the identity, however near", () => {
  const letter = fc.constantFrom(...Array.from(`${good}*?.\\^$[](){}|+ \n\u0000é`));
  const near = fc
    .tuple(fc.nat(good.length), fc.nat(3), fc.array(letter, { maxLength: 4 }))
    .map(([at, cut, put]) => good.slice(0, at) + put.join("") + good.slice(at + cut));
  fc.assert(
    fc.property(
      fc.oneof(
        near,
        fc.string(),
        letter.map((one) => good + one),
      ),
      (identity) => {
        fc.pre(identity !== good);
        expect(() => allowedWorkflow({ ...GOOD_RUN, identity }, [WORKFLOW])).toThrow();
      },
    ),
    { numRuns: 2000 },
  );
});
