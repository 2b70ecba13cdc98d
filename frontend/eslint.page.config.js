// The page inside of evidence packs (backend/evidence/page): plain scripts that are put
// together into one, so that what one declares the others may use.
import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    languageOptions: { sourceType: 'script', globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { 'no-restricted-properties': ['error', { property: 'innerHTML' }, { property: 'outerHTML' }] },
  },
];
