// Bundles each live picture into one file that needs nothing else, beside the Python that shows it.
// The first line of a bundle names the sources that it was made of, so that a test sees when it is
// out of date.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const here = new URL('.', import.meta.url);
const path = name => fileURLToPath(new URL(name, here));

function sourcesHash(folder) {
  const files = ['build.mjs', 'yarn.lock'];
  files.push(...readdirSync(path(folder)).sort().map(name => `${folder}/${name}`));
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file}\n`).update(readFileSync(path(file)));
  }
  return hash.digest('hex');
}

await build({
  absWorkingDir: path('.'),
  entryPoints: ['src/models/widget.ts'],
  outfile: process.env.NOODLE_BUNDLE ?? '../ahr/drawing/static/graph.js',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  loader: { '.css': 'text' },
  banner: { js: `// sources: ${sourcesHash('src/models')}` },
  footer: { js: readFileSync(path('node_modules/@dagrejs/dagre/dist/dagre.esm.js.LEGAL.txt'), 'utf8').trim() },
  logLevel: 'warning'
});
