// What mistakes the linter looks for: typescript-eslint's strict rules, with types; none of style.
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['lib/', 'built/', 'node_modules/', 'style/', '**/*.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Lumino binds: signal.connect(this.slot, this).
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }]
    }
  }
);
