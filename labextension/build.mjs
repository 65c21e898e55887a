// Bundles each live picture into one file that needs nothing else, beside the Python that shows it.
// The first line of a bundle names the sources that it was made of, so that a test sees when it is
// out of date.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const here = new URL('.', import.meta.url);
const path = name => fileURLToPath(new URL(name, here));

// What is shown, the folders that it is made of (its own first), and the bundle.
const PICTURES = [
  { folders: ['src/models', 'src/pictures'], bundle: '../ahr/drawing/static/graph.js', legal: ['@dagrejs/dagre/dist/dagre.esm.js.LEGAL.txt'] },
  { folders: ['src/study', 'src/models', 'src/pictures'], bundle: '../ahr/widgets/static/study.js', legal: [] },
  {
    folders: ['src/profile', 'src/models'],
    bundle: '../noodle_kernel/profile/static/profile.js',
    legal: ['uplot/LICENSE', 'd3-hierarchy/LICENSE']
  }
];

function sourcesHash(folders) {
  const files = ['build.mjs', 'yarn.lock'];
  for (const folder of folders) {
    files.push(...readdirSync(path(folder)).sort().map(name => `${folder}/${name}`));
  }
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file}\n`).update(readFileSync(path(file)));
  }
  return hash.digest('hex');
}

// A licence as a comment, which some are already.
function notice(text) {
  return text.startsWith('/*') ? text : `/*\n${text}\n*/`;
}

const elsewhere = process.env.NOODLE_BUNDLES;

for (const { folders, bundle, legal } of PICTURES) {
  const texts = legal.map(name => notice(readFileSync(path(`node_modules/${name}`), 'utf8').trim()));
  await build({
    absWorkingDir: path('.'),
    entryPoints: [`${folders[0]}/widget.ts`],
    outfile: elsewhere ? `${elsewhere}/${basename(bundle)}` : bundle,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    loader: { '.css': 'text' },
    banner: { js: `// sources: ${sourcesHash(folders)}` },
    footer: { js: texts.join('\n') },
    logLevel: 'warning'
  });
}
