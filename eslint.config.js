import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

const no = (selector, message) => ({ selector, message });

/** What holds in every file. */
const everywhere = [
  no("TSNonNullExpression", "Say what happens when it is missing instead of `!`."),
  no("ExportDefaultDeclaration", "Named exports only."),
  no("TSEnumDeclaration", "Use a union of literals."),
];
const configRead = no(
  "NewExpression[callee.property.name='Config'], NewExpression[callee.name='Config']",
  "Only stacks/config.ts reads Pulumi config.",
);
const stackRead = no(
  "CallExpression[callee.property.name='getStack'], CallExpression[callee.name='getStack']",
  "Only stacks/index.ts reads the stack name.",
);
const environmentRead = no(
  "MemberExpression[object.name='process'][property.name='env']",
  "Programs and packs read no environment variables; configuration is a value.",
);
const forbid = (...rules) => ({ "no-restricted-syntax": ["error", ...everywhere, ...rules] });
const imports = (files, patterns, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [{ group: patterns, message }] }] },
});

export default tseslint.config(
  { ignores: ["node_modules/", ".local/", "coverage/", "components/crds/types/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { "@pulumi": pulumi },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...forbid(),
      "@pulumi/no-output-in-template-literal": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreVoidOperator: true }],
      // Ports are plain objects of functions without `this`, and the SDK's classes are met structurally.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      // It takes back what no-confusing-void-expression asks for.
      "@typescript-eslint/no-meaningless-void-operator": "off",
      eqeqeq: "error",
    },
  },
  { files: ["stacks/**", "components/**"], rules: forbid(configRead, stackRead, environmentRead) },
  { files: ["policy-packs/**"], rules: forbid(environmentRead) },
  { files: ["stacks/config.ts"], rules: forbid(stackRead, environmentRead) },
  { files: ["stacks/index.ts"], rules: forbid(configRead, environmentRead) },
  {
    files: ["test/**/*.ts"],
    rules: {
      ...forbid(
        no(
          "CallExpression[callee.property.name='apply'] CallExpression[callee.name='expect']",
          "No test asserts in `apply`.",
        ),
      ),
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
  imports(
    ["components/**"],
    ["**/stacks/**", "**/ops/**", "**/policy-packs/**", "**/local/**"],
    "components build; they import only components and lib.",
  ),
  imports(
    ["policy-packs/**"],
    [
      "**/stacks/**",
      "**/ops/**",
      "**/components/**",
      "**/local/**",
      "@pulumi/kubernetes*",
      "@pulumi/aws*",
    ],
    "packs forbid; they import only policy-packs, lib and @pulumi/policy.",
  ),
  imports(
    ["ops/**"],
    ["**/stacks/**", "**/components/**", "**/local/**"],
    "ops acts through the engine and processes; it imports only ops, policy-packs and lib.",
  ),
  imports(
    ["local/**"],
    ["**/stacks/**", "**/components/**", "**/policy-packs/**", "**/ops/**"],
    "local is reached through PATH and environment; it imports only local and lib.",
  ),
  imports(
    ["stacks/**"],
    ["**/ops/**", "**/local/**"],
    "stacks decide; they import components, policy-packs and lib.",
  ),
  imports(
    ["lib/**"],
    ["../stacks/**", "../components/**", "../policy-packs/**", "../ops/**", "../local/**"],
    "lib is the leaf room; it imports nothing of ours.",
  ),
);
