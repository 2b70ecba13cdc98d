import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist', 'node_modules', 'wailsjs'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'no-undef': 'off', // TypeScript knows better
      'max-lines': ['error', { max: 400 }],
      'svelte/no-at-html-tags': 'error', // what the log holds is hostile text, never markup
      // The page's policy refuses style attributes; style: directives go through the DOM and pass.
      'no-restricted-syntax': ['error', { selector: "SvelteAttribute[key.name='style']", message: 'Use a style: directive.' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    // One wall between the page and Go: src/lib/api is the only importer of the bindings.
    files: ['src/**'],
    ignores: ['src/lib/api/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['**/wailsjs/**'] }] },
  },
);
