// Lints the script of the page inside of evidence packs, as one: its parts use one another.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ESLint } from 'eslint';

const folder = resolve(import.meta.dirname, '../../backend/evidence/page');
const parts = [...readFileSync(`${folder}/page.go`, 'utf8').matchAll(/"(\w+\.js)"/g)].map(([, name]) => name);
if (parts.length < 5) throw new Error('page.go names no scripts');
const script = parts.map((name) => readFileSync(`${folder}/source/${name}`, 'utf8')).join('');
const eslint = new ESLint({ cwd: resolve(import.meta.dirname, '..'), overrideConfigFile: 'eslint.page.config.js' });
const results = await eslint.lintText(`'use strict';\n(() => {\n${script}})();\n`, { filePath: 'page.js' });
process.stdout.write(await (await eslint.loadFormatter('stylish')).format(results));
if (results.some(({ errorCount, warningCount }) => errorCount + warningCount > 0)) process.exit(1);
