// What no test would tell: a name that is nowhere, one that nobody uses.
import globals from 'globals';

const rules = {
  'no-undef': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_+$', varsIgnorePattern: '^_+$' }],
  'no-const-assign': 'error',
  'no-dupe-keys': 'error',
  'no-redeclare': 'error',
  'no-unreachable': 'error',
  'no-unsafe-finally': 'error',
  'prefer-const': 'error',
  'no-var': 'error',
};

export default [
  { ignores: ['build/**', 'var/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['tools/**/*.mjs', '*.mjs'], languageOptions: { globals: globals.node }, rules },
  // a browser's test holds functions that run in the page
  { files: ['tests/**/*.mjs'], languageOptions: { globals: { ...globals.node, ...globals.browser } }, rules },
  { files: ['static/**/*.js'], languageOptions: { globals: globals.browser }, rules },
];
