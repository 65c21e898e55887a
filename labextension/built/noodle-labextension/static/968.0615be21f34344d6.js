"use strict";(self.rspackChunknoodle_labextension=self.rspackChunknoodle_labextension||[]).push([[968],{619(o,e,r){var n=r(284),t=r.n(n),l=r(5349),a=r.n(l),i=r(535),d=r.n(i),p=r(7092),s=r.n(p),c=r(3920),f=r.n(c),u=r(4413),b=r.n(u),x=r(8834),v={};v.styleTagTransform=b(),v.setAttributes=s(),v.insert=d().bind(null,"head"),v.domAPI=a(),v.insertStyleElement=f(),t()(x.A,v),x.A&&x.A.locals&&x.A.locals},1153(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`/* JupyterLab shows breakpoints while its debugger is on. */
.cm-editor:not(:has(.cm-breakpoint-gutter)) .noodle-breakpoint-extra {
  display: none;
}

.noodle-breakpoint-extra {
  margin-left: 2em;
  padding: 0 0.4em;
  border-left: 2px solid var(--jp-error-color1);
  color: var(--jp-ui-font-color2);
  font-family: var(--jp-ui-font-family);
  font-size: var(--jp-ui-font-size0);
  white-space: pre;
}
`,""]),r.d(e,{},{A:a})},9633(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`.noodle-deployments {
  padding: 10px 14px;
  overflow: auto;
  background: var(--jp-layout-color1);
  color: var(--jp-ui-font-color1);
  font-size: var(--jp-ui-font-size1);
}
.noodle-deployments-head { display: flex; align-items: center; gap: 12px; margin-bottom: 10px; }
.noodle-deployments-muted { color: var(--jp-ui-font-color2); overflow-wrap: anywhere; }
.noodle-deployments button.jp-mod-styled { height: auto; min-height: 26px; padding: 2px 10px; line-height: 20px; }
.noodle-deployments button.jp-mod-styled:not(.jp-mod-accept, .jp-mod-warn) { color: var(--jp-ui-font-color1); background: var(--jp-layout-color3); }
.noodle-deployments button.jp-mod-styled:disabled { opacity: 0.5; }
.noodle-deployments-cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(360px, 100%), 1fr)); gap: 12px; align-items: start; }
.noodle-deployments-card {
  display: flex;
  flex-direction: column;
  gap: 6px;
  min-width: 0;
  padding: 10px 12px;
  border: var(--jp-border-width) solid var(--jp-border-color2);
  border-radius: var(--jp-border-radius);
}
.noodle-deployments-card header { display: flex; align-items: baseline; gap: 10px; }
.noodle-deployments-card h3 { flex: 1; min-width: 0; margin: 0; font-size: var(--jp-ui-font-size2); overflow-wrap: anywhere; }
.noodle-deployments-state { white-space: nowrap; }
.noodle-deployments-state[data-state='ready'] > span { color: var(--jp-success-color1); }
.noodle-deployments-state[data-state='starting'] > span,
.noodle-deployments-state[data-state='stopping'] > span { color: var(--jp-brand-color1); }
.noodle-deployments-state[data-state='crashed'] > span { color: var(--jp-warn-color1); }
.noodle-deployments-state[data-state='failed'] > span { color: var(--jp-error-color1); }
.noodle-deployments-reason { padding: 4px 8px; border-left: 3px solid var(--jp-error-color1); background: var(--jp-layout-color2); overflow-wrap: anywhere; }
.noodle-deployments-chart { height: 72px; min-width: 0; overflow: hidden; }
.noodle-deployments-key { display: flex; gap: 14px; color: var(--jp-ui-font-color2); font-size: var(--jp-ui-font-size0); }
.noodle-deployments-key span::before { content: ''; display: inline-block; width: 16px; margin-right: 5px; border-top: 2px solid var(--jp-brand-color1); vertical-align: middle; }
.noodle-deployments-key .noodle-deployments-p99::before { border-top: 2px dashed var(--jp-warn-color0); }
.noodle-deployments-figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(118px, 1fr)); gap: 6px 12px; margin: 0; }
.noodle-deployments-figures dt { color: var(--jp-ui-font-color2); font-size: var(--jp-ui-font-size0); }
.noodle-deployments-figures dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.noodle-deployments-figures .noodle-mod-bad dd { color: var(--jp-error-color1); font-weight: 600; }
.noodle-deployments-batches h4 { margin: 2px 0; color: var(--jp-ui-font-color2); font-size: var(--jp-ui-font-size0); font-weight: 400; }
.noodle-deployments-batches ul { margin: 0; padding: 0; list-style: none; }
.noodle-deployments-batches li { display: grid; grid-template-columns: 56px 1fr 64px; align-items: center; gap: 8px; font-variant-numeric: tabular-nums; }
.noodle-deployments-size,
.noodle-deployments-count { text-align: right; }
.noodle-deployments-bar > span { display: block; height: 9px; background: var(--jp-brand-color1); }
.noodle-deployments-actions { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 4px; }
.noodle-deployments-try { display: flex; flex-direction: column; align-items: flex-start; gap: 6px; padding-top: 6px; border-top: var(--jp-border-width) solid var(--jp-border-color2); }
.noodle-deployments-try label,
.noodle-deployments-try [role='status'] { display: flex; flex-direction: column; gap: 4px; width: 100%; }
.noodle-deployments-try code,
.noodle-deployments-try textarea,
.noodle-deployments-try pre {
  font-family: var(--jp-code-font-family);
  font-size: var(--jp-code-font-size);
  color: var(--jp-content-font-color1);
}
.noodle-deployments-try textarea { box-sizing: border-box; width: 100%; padding: 6px; border: var(--jp-border-width) solid var(--jp-border-color1); background: var(--jp-layout-color0); resize: vertical; }
.noodle-deployments-try textarea[aria-invalid='true'] { border-color: var(--jp-error-color1); }
.noodle-deployments-try pre { max-height: 240px; margin: 0; padding: 6px; overflow: auto; background: var(--jp-layout-color0); border: var(--jp-border-width) solid var(--jp-border-color2); white-space: pre-wrap; overflow-wrap: anywhere; }
.noodle-deployments :focus-visible { outline: 2px solid var(--jp-brand-color1); outline-offset: 1px; }
`,""]),r.d(e,{},{A:a})},7817(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`.noodle-problems {
  display: flex;
  align-items: center;
}

.noodle-problems-button {
  border: 0;
  padding: 0 4px;
  height: 100%;
  background: none;
  color: var(--jp-ui-font-color1);
  font-family: var(--jp-ui-font-family);
  font-size: var(--jp-ui-font-size1);
}

.noodle-problems-button:not(:disabled) {
  cursor: pointer;
}

.noodle-problems-button:not(:disabled):hover {
  background: var(--jp-layout-color2);
}

.noodle-problems-button:focus-visible {
  outline: 2px solid var(--jp-brand-color1);
}

.noodle-problems-said {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.cm-tooltip.noodle-problem-card,
.cm-tooltip .noodle-problem-card,
.cm-tooltip-lint .cm-diagnosticText {
  white-space: pre-wrap;
}

.cm-tooltip.cm-tooltip:has(.cm-diagnostic),
.cm-tooltip.noodle-problem-card {
  max-width: 640px;
  border: 1px solid var(--jp-border-color1);
  background: var(--jp-layout-color0);
  color: var(--jp-content-font-color1);
  font-family: var(--jp-ui-font-family);
  font-size: var(--jp-ui-font-size1);
  box-shadow: var(--jp-elevation-z4);
}

.noodle-problem-card {
  padding: 4px 8px;
  border-left: 4px solid var(--jp-info-color1);
}

.cm-tooltip.noodle-problem-error {
  border-left: 4px solid var(--jp-error-color1);
}

.cm-tooltip.noodle-problem-warning {
  border-left: 4px solid var(--jp-warn-color1);
}

.cm-tooltip.noodle-problem-info {
  border-left: 4px solid var(--jp-info-color1);
}

.cm-diagnosticAction {
  border-radius: var(--jp-border-radius);
  background: var(--jp-brand-color1);
  color: var(--jp-ui-inverse-font-color1);
  font-size: var(--jp-ui-font-size1);
  cursor: pointer;
}

.cm-diagnosticAction:focus-visible {
  outline: 2px solid var(--jp-brand-color2);
  outline-offset: 1px;
}

.cm-tooltip .cm-diagnosticSource.cm-diagnosticSource {
  color: var(--jp-ui-font-color2);
  font-size: var(--jp-ui-font-size0);
  opacity: 1;
}
`,""]),r.d(e,{},{A:a})},9483(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`.cm-tooltip .noodle-hover,
.cm-tooltip.noodle-hover {
  max-width: 560px;
  padding: 4px 8px;
  color: var(--jp-content-font-color1);
  font-size: var(--jp-ui-font-size1);
}

.cm-tooltip:has(.noodle-hover),
.cm-tooltip.noodle-hover {
  border: 1px solid var(--jp-border-color1);
  background: var(--jp-layout-color0);
  box-shadow: var(--jp-elevation-z4);
}

.noodle-hover-title,
.noodle-hover-preview {
  font-family: var(--jp-code-font-family);
  overflow-wrap: anywhere;
}

.noodle-hover-preview {
  color: var(--jp-content-font-color2);
}

.noodle-hover-text {
  margin-top: 2px;
  font-family: var(--jp-ui-font-family);
  white-space: pre-wrap;
}
`,""]),r.d(e,{},{A:a})},7365(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`.noodle-jobs,
.noodle-registry {
  display: flex;
  flex-direction: column;
  min-width: 220px;
  overflow: auto;
  background: var(--jp-layout-color1);
  color: var(--jp-ui-font-color1);
  font-size: var(--jp-ui-font-size1);
}
.noodle-jobs-bar {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 6px;
  padding: 6px 8px;
  border-bottom: var(--jp-border-width) solid var(--jp-border-color2);
}
.noodle-jobs-bar select.jp-mod-styled { width: auto; min-width: 110px; height: 28px; }
.noodle-jobs button.jp-mod-styled,
.noodle-registry button.jp-mod-styled,
.noodle-jobs-form button.jp-mod-styled {
  height: auto;
  min-height: 26px;
  padding: 2px 10px;
  line-height: 20px;
}
.noodle-jobs button.jp-mod-styled:not(.jp-mod-accept, .jp-mod-warn),
.noodle-registry button.jp-mod-styled:not(.jp-mod-accept, .jp-mod-warn),
.noodle-jobs-form button.jp-mod-styled { color: var(--jp-ui-font-color1); background: var(--jp-layout-color3); }
.noodle-jobs button.jp-mod-styled:disabled { opacity: 0.6; }
.noodle-jobs-space { flex: 1; }
.noodle-jobs-muted { color: var(--jp-ui-font-color2); }
.noodle-jobs-list,
.noodle-jobs-files { margin: 0; padding: 0; list-style: none; }
.noodle-jobs-row {
  display: flex;
  flex-direction: column;
  gap: 3px;
  width: 100%;
  padding: 7px 10px;
  border: 0;
  border-bottom: var(--jp-border-width) solid var(--jp-border-color3);
  background: none;
  color: inherit;
  font: inherit;
  text-align: left;
  cursor: pointer;
}
.noodle-jobs-row:hover { background: var(--jp-layout-color2); }
.noodle-jobs-row:focus-visible { outline: 2px solid var(--jp-brand-color1); outline-offset: -2px; }
.noodle-jobs-line { display: flex; align-items: center; gap: 8px; min-width: 0; }
.noodle-jobs-name,
.noodle-jobs-note { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.noodle-jobs-name { font-weight: 600; }
.noodle-jobs-state { white-space: nowrap; }
.noodle-jobs-state[data-state='succeeded'] > span { color: var(--jp-success-color1); }
.noodle-jobs-state[data-state='running'] > span { color: var(--jp-brand-color1); }
.noodle-jobs-state[data-state='failed'] > span,
.noodle-jobs-state[data-state='dead'] > span { color: var(--jp-error-color1); }
.noodle-jobs-line progress { flex: 1; min-width: 40px; height: 6px; accent-color: var(--jp-brand-color1); }
.noodle-jobs-percent { color: var(--jp-ui-font-color2); font-variant-numeric: tabular-nums; }
.noodle-jobs-more { margin: 8px auto; }
.noodle-jobs-page { display: flex; flex-direction: column; gap: 8px; padding: 8px 10px; }
.noodle-jobs-title { margin: 0; font-size: var(--jp-ui-font-size2); overflow-wrap: anywhere; }
.noodle-jobs-actions { display: flex; flex-wrap: wrap; gap: 6px; }
.noodle-jobs-page summary,
.noodle-registry summary { padding: 2px 0; font-weight: 600; cursor: pointer; }
.noodle-jobs-text {
  max-height: 300px;
  margin: 4px 0;
  padding: 6px 8px;
  overflow: auto;
  border: var(--jp-border-width) solid var(--jp-border-color2);
  background: var(--jp-layout-color0);
  color: var(--jp-content-font-color1);
  font-family: var(--jp-code-font-family);
  font-size: var(--jp-code-font-size);
  line-height: var(--jp-code-line-height);
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
.noodle-jobs-log .noodle-jobs-text { max-height: 50vh; }
.noodle-jobs-text [data-stream='stderr'] { background: color-mix(in srgb, var(--jp-error-color1) 10%, transparent); }
.noodle-jobs-files li { display: flex; justify-content: space-between; gap: 8px; padding: 2px 0; }
.noodle-jobs-link {
  padding: 0;
  border: 0;
  background: none;
  color: var(--jp-content-link-color);
  font: inherit;
  text-align: left;
  overflow-wrap: anywhere;
  cursor: pointer;
}
.noodle-jobs-link:hover { text-decoration: underline; }
.noodle-jobs-facts { margin: 4px 0; }
.noodle-jobs-facts > div { display: flex; justify-content: space-between; gap: 12px; padding: 1px 0; }
.noodle-jobs-facts dt { color: var(--jp-ui-font-color2); }
.noodle-jobs-facts dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
.noodle-jobs-study select.jp-mod-styled { width: 100%; height: 28px; margin: 4px 0; }
.noodle-jobs-study li { padding: 6px 0; border-bottom: var(--jp-border-width) solid var(--jp-border-color3); overflow-wrap: anywhere; }
.noodle-jobs-figures { font-variant-numeric: tabular-nums; }
.noodle-jobs-study .noodle-jobs-muted { font-size: var(--jp-ui-font-size0); }
.noodle-jobs-form { display: flex; flex-direction: column; gap: 10px; min-width: 380px; padding-right: 4px; }
.noodle-jobs-form fieldset { margin: 0; border: var(--jp-border-width) solid var(--jp-border-color2); }
.noodle-jobs-form fieldset p { margin: 0 0 6px; }
.noodle-jobs-field,
.noodle-jobs-parameter { display: grid; grid-template-columns: 150px 1fr; align-items: center; gap: 4px 8px; margin-bottom: 4px; }
.noodle-jobs-parameter code { overflow-wrap: anywhere; }
.noodle-jobs-problem { grid-column: 2; color: var(--jp-error-color1); }
.noodle-jobs-form input[aria-invalid='true'] { border-color: var(--jp-error-color1); }
.noodle-jobs-check { display: flex; align-items: center; gap: 6px; }
.noodle-jobs-runstate { display: flex; align-items: center; gap: 10px; padding: 0 8px; white-space: nowrap; }
.noodle-jobs-runstate progress { width: 120px; height: 6px; accent-color: var(--jp-brand-color1); }
.noodle-jobnotebook .noodle-mod-running > .jp-Cell-inputWrapper { box-shadow: inset 3px 0 0 var(--jp-brand-color1); }
`,""]),r.d(e,{},{A:a})},2531(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`.cm-editor .noodle-type,
.cm-editor .noodle-type * {
  color: var(--jp-mirror-editor-builtin-color);
}

.cm-editor .noodle-builtin,
.cm-editor .noodle-builtin * {
  color: var(--jp-mirror-editor-builtin-color);
}

.cm-editor .noodle-dimension,
.cm-editor .noodle-dimension * {
  color: var(--jp-mirror-editor-attribute-color);
  font-style: italic;
}

.cm-editor .noodle-decorator,
.cm-editor .noodle-decorator *,
.cm-editor .noodle-magic,
.cm-editor .noodle-magic * {
  color: var(--jp-mirror-editor-operator-color);
  font-style: normal;
}
`,""]),r.d(e,{},{A:a})},1331(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`.ng-bar {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 6px;
  padding: 6px 10px;
  background: var(--noodle-raised);
  border-bottom: 1px solid var(--noodle-border);
}
.ng-bar strong { margin-right: 4px; }
.ng-space { flex: 1; }
.ng-legend { display: inline-flex; align-items: center; gap: 6px; color: var(--noodle-muted); font-size: 12px; font-variant-numeric: tabular-nums; }
.ng-legend[hidden] { display: none; }
.ng-legend i { width: 90px; height: 8px; border-radius: 4px; }
.ng-muted { color: var(--noodle-muted); font-size: 12px; overflow-wrap: anywhere; }
.ng-root input { width: 130px; padding: 0 8px; }
.ng-root select { padding: 0 4px; }
.ng-tool { min-width: 26px; padding: 0 6px; cursor: pointer; }
.ng-tool:hover, .ng-link:hover { border-color: var(--noodle-accent) !important; }
.ng-root :focus-visible { outline: 2px solid var(--noodle-accent); outline-offset: -2px; }
.ng-body { position: relative; }
.ng-canvas { display: block; width: 100%; cursor: grab; touch-action: none; user-select: none; }
.ng-canvas:focus { outline: none; }
.ng-canvas:focus-visible { outline: 2px solid var(--noodle-accent); outline-offset: -2px; }
.ng-dragging { cursor: grabbing; }
.ng-wire path { fill: none; stroke: var(--noodle-line); stroke-width: 1.4; }
.ng-wire .ng-arrow { fill: var(--noodle-line); stroke: none; }
.ng-wire.ng-selected path { stroke: var(--noodle-accent); stroke-width: 2.2; }
.ng-wire.ng-selected .ng-arrow { fill: var(--noodle-accent); stroke: none; }
.ng-frame > rect {
  fill: color-mix(in srgb, var(--noodle-text) 5%, transparent);
  stroke: color-mix(in srgb, var(--noodle-text) 22%, transparent);
}
.ng-frame.ng-selected > rect { stroke: var(--noodle-accent); stroke-width: 2; }
.ng-label { fill: var(--noodle-muted); font-weight: 600; }
.ng-button { cursor: pointer; }
.ng-button rect { fill: transparent; }
.ng-button text { fill: var(--noodle-muted); text-anchor: middle; }
.ng-button:hover rect { fill: color-mix(in srgb, var(--noodle-text) 12%, transparent); }
.ng-box { cursor: pointer; }
.ng-box text { text-anchor: middle; fill: #fff; pointer-events: none; }
.ng-title { font-weight: 600; }
.ng-box .ng-detail { fill-opacity: 0.88; }
.ng-behind { opacity: 0.55; }
.ng-input > rect, .ng-output > rect { fill: var(--noodle-raised); stroke: var(--noodle-line); stroke-width: 1.2; }
.ng-input text, .ng-output text { fill: var(--noodle-text); }
.ng-box:hover > rect:last-of-type { filter: brightness(1.1); }
.ng-box.ng-selected > rect:last-of-type { stroke: var(--noodle-accent); stroke-width: 3; paint-order: stroke; }
.ng-faint { opacity: 0.28; }
.ng-panel {
  position: absolute;
  top: 8px;
  right: 8px;
  bottom: 8px;
  width: 272px;
  box-sizing: border-box;
  padding: 10px 12px;
  overflow-y: auto;
  border: 1px solid var(--noodle-border);
  border-radius: 6px;
  background: var(--noodle-raised);
  box-shadow: 0 2px 10px rgb(0 0 0 / 18%);
}
.ng-panel[hidden] { display: none; }
.ng-head { display: flex; justify-content: space-between; align-items: center; font-size: 14px; }
.ng-panel h4 { margin: 12px 0 4px; font-size: 12px; color: var(--noodle-muted); font-weight: 600; }
.ng-table { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; margin: 6px 0 0; }
.ng-table dt { color: var(--noodle-muted); font-weight: normal; }
.ng-table dd { margin: 0; text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.ng-weight { margin: 4px 0 8px; overflow-wrap: anywhere; }
.ng-weight code { float: right; font-size: 12px; color: var(--noodle-muted); background: none; }
.ng-histogram { display: block; width: 100%; margin: 4px 0 2px; border-bottom: 1px solid var(--noodle-border); }
.ng-histogram rect { fill: var(--noodle-accent); }
.ng-links { display: flex; flex-wrap: wrap; gap: 4px; }
.ng-link { max-width: 100%; overflow: hidden; text-overflow: ellipsis; cursor: pointer; padding: 0 8px; }
.ng-said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`,""]),r.d(e,{},{A:a})},2088(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`/* What every live picture shares: JupyterLab's colours (with fallbacks for other front ends), the
   frame, and how controls look. */
.ng-root, .nx-root {
  --noodle-text: var(--jp-ui-font-color1, #222);
  --noodle-muted: var(--jp-ui-font-color2, #666);
  --noodle-ground: var(--jp-layout-color0, #fff);
  --noodle-raised: var(--jp-layout-color1, #fff);
  --noodle-border: var(--jp-border-color2, #ddd);
  --noodle-accent: var(--jp-brand-color1, #1976d2);
  --noodle-wrong: var(--jp-error-color1, #c62828);
  --noodle-line: color-mix(in srgb, var(--jp-ui-font-color1, #333) 50%, var(--jp-layout-color0, #fff));
  border: 1px solid var(--noodle-border);
  border-radius: 6px;
  overflow: hidden;
  color: var(--noodle-text);
  background: var(--noodle-ground);
  font-family: var(--jp-ui-font-family, system-ui, sans-serif);
  font-size: 13px;
  line-height: 1.4;
}
:is(.ng-root, .nx-root) :is(button, select, input) {
  height: 26px;
  box-sizing: border-box;
  border: 1px solid var(--noodle-border);
  border-radius: 4px;
  color: var(--noodle-text);
  background: var(--noodle-ground);
  font: inherit;
}
`,""]),r.d(e,{},{A:a})},9476(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`.noodle-registry-search { flex: 1 1 120px; height: 28px; }
.noodle-registry-chips { display: flex; flex-wrap: wrap; gap: 4px; }
.noodle-registry-chip {
  padding: 0 6px;
  border: var(--jp-border-width) solid var(--jp-border-color1);
  border-radius: 8px;
  font-size: var(--jp-ui-font-size0);
  line-height: 16px;
  overflow-wrap: anywhere;
}
.noodle-registry-chip.noodle-mod-alias { border-color: var(--jp-brand-color1); color: var(--jp-content-link-color); font-weight: 600; }
.noodle-registry-alias[open] { padding-bottom: 6px; }
.noodle-registry-alias summary { font-weight: 400; }
.noodle-registry-history { margin: 4px 0; padding-left: 20px; }
.noodle-registry-version {
  display: flex;
  flex-direction: column;
  gap: 4px;
  padding: 8px;
  border: var(--jp-border-width) solid var(--jp-border-color2);
  border-radius: var(--jp-border-radius);
}
.noodle-registry-words { white-space: pre-wrap; overflow-wrap: anywhere; }
.noodle-registry-note { margin: 0; max-width: 420px; color: var(--jp-ui-font-color2); overflow-wrap: anywhere; }
.noodle-registry-sending { display: flex; flex-direction: column; gap: 2px; padding: 6px 10px; background: var(--jp-layout-color2); overflow-wrap: anywhere; }
.noodle-registry-sending progress { width: 100%; height: 6px; accent-color: var(--jp-brand-color1); }
.noodle-modelgraph > .jp-Toolbar { display: none; }
.noodle-modelgraph .noodle-modelgraph-place { height: 100%; overflow: auto; background: var(--jp-layout-color0); }
.noodle-modelgraph .ng-root { display: flex; flex-direction: column; box-sizing: border-box; height: 100%; border: 0; border-radius: 0; }
.noodle-modelgraph .ng-body { flex: 1; min-height: 0; }
.noodle-modelgraph .ng-canvas { height: 100% !important; }
.noodle-jobs-form select.jp-mod-styled { width: 100%; height: 32px; }
`,""]),r.d(e,{},{A:a})},1480(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`.noodle-saved-waiting {
  display: none !important;
}

.noodle-saved-caption {
  color: var(--jp-ui-font-color2);
  font-size: var(--jp-ui-font-size0);
}
`,""]),r.d(e,{},{A:a})},7128(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`.noodle-server-off {
  display: flex;
  flex-direction: column;
  align-items: flex-start;
  gap: 8px;
  padding: 12px;
  overflow: auto;
  color: var(--jp-ui-font-color1);
}
.noodle-server-off p { margin: 0; }
.noodle-server-off ol { margin: 0; padding-left: 20px; line-height: 1.7; }
.noodle-server-off code,
.noodle-server-id code {
  padding: 1px 4px;
  border-radius: var(--jp-border-radius);
  background: var(--jp-layout-color2);
  font-family: var(--jp-code-font-family);
  font-size: var(--jp-code-font-size);
  user-select: all;
  overflow-wrap: anywhere;
}
.noodle-server-wrong {
  display: flex;
  flex-direction: column;
  gap: 4px;
  margin: 4px 0;
  padding: 6px 8px;
  border-left: 3px solid var(--jp-error-color1);
  background: var(--jp-layout-color2);
  color: var(--jp-ui-font-color1);
  overflow-wrap: anywhere;
  white-space: pre-wrap;
}
.noodle-server-hint { color: var(--jp-ui-font-color2); }
.noodle-server-id { color: var(--jp-ui-font-color2); font-size: var(--jp-ui-font-size0); }
.noodle-server-note { margin: 0; padding: 8px 12px; color: var(--jp-ui-font-color2); }
.noodle-server-note.noodle-mod-warn { border-left: 3px solid var(--jp-warn-color1); background: var(--jp-layout-color2); color: var(--jp-ui-font-color1); }
`,""]),r.d(e,{},{A:a})},3846(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`/* Below the prompt, in the cell's own padding: a mark moves nothing. */
.jp-Cell-inputWrapper {
  position: relative;
}

.noodle-stale-mark {
  position: absolute;
  top: 21px;
  left: calc(var(--jp-cell-collapser-width));
  width: calc(var(--jp-cell-prompt-width) - 5px);
  text-align: right;
  font-family: var(--jp-ui-font-family);
  font-size: 10px;
  line-height: 12px;
  color: var(--jp-ui-font-color1);
  cursor: default;
}

.noodle-stale-mark::before {
  content: '';
  display: inline-block;
  width: 6px;
  height: 6px;
  margin-right: 3px;
  background: var(--jp-warn-color1);
}

.noodle-stale-mark[data-state='edited']::before {
  border-radius: 50%;
  background: var(--jp-brand-color1);
}

.noodle-stale-button {
  display: flex;
  align-items: center;
}

.noodle-stale-button[hidden] {
  display: none;
}

.noodle-stale-button > button {
  height: 22px;
  min-height: 0;
  padding: 0 8px;
  line-height: 20px;
  border: 1px solid var(--jp-warn-color1);
  border-radius: var(--jp-border-radius);
  background: transparent;
  color: var(--jp-ui-font-color1);
  font-size: var(--jp-ui-font-size1);
  white-space: nowrap;
}

.noodle-dependencies {
  display: flex;
  flex-direction: column;
  background: var(--jp-layout-color1);
  color: var(--jp-ui-font-color1);
  font-family: var(--jp-ui-font-family);
  font-size: var(--jp-ui-font-size1);
  min-width: 220px;
}

.noodle-dependencies-head {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  align-items: center;
  padding: 8px;
  border-bottom: 1px solid var(--jp-border-color2);
}

.noodle-dependencies-body {
  flex: 1;
  overflow: auto;
}

.noodle-dependencies button {
  border: 1px solid var(--jp-border-color1);
  border-radius: var(--jp-border-radius);
  background: var(--jp-layout-color1);
  color: var(--jp-ui-font-color1);
  font: inherit;
  cursor: pointer;
}

.noodle-dependencies-note {
  padding: 4px 8px;
  color: var(--jp-ui-font-color2);
}

.noodle-dependencies ul {
  list-style: none;
  margin: 0;
  padding: 4px 8px;
}

.noodle-dependencies li > button {
  width: 100%;
  margin-top: 4px;
  padding: 4px 8px;
  text-align: left;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.noodle-dependencies-cell {
  cursor: pointer;
}

.noodle-dependencies-cell > rect {
  fill: var(--jp-layout-color1);
  stroke: var(--jp-border-color1);
}

.noodle-dependencies-cell[data-state='stale'] > rect {
  stroke: var(--jp-warn-color1);
  stroke-width: 2;
}

.noodle-dependencies-cell[data-state='edited'] > rect {
  stroke: var(--jp-brand-color1);
  stroke-width: 2;
  stroke-dasharray: 5 2;
}

.noodle-dependencies-cell[data-state='failed'] > rect {
  stroke: var(--jp-error-color1);
  stroke-width: 2;
}

.noodle-dependencies-cell:focus {
  outline: none;
}

.noodle-dependencies-cell:focus-visible > rect {
  stroke: var(--jp-brand-color1);
  stroke-width: 3;
}

.noodle-dependencies svg text {
  fill: var(--jp-ui-font-color1);
  font-size: 11px;
}

.noodle-dependencies svg .noodle-dependencies-code {
  font-family: var(--jp-code-font-family);
  fill: var(--jp-ui-font-color2);
}

.noodle-dependencies-line > path {
  fill: none;
  stroke: var(--jp-border-color0);
}

.noodle-dependencies marker > path {
  fill: var(--jp-border-color0);
}

.noodle-dependencies-line > text {
  stroke: var(--jp-layout-color1);
  stroke-width: 4px;
  paint-order: stroke;
}
`,""]),r.d(e,{},{A:a})},5978(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`.noodle-Stepper {
  background: var(--jp-layout-color1);
  color: var(--jp-ui-font-color1);
  font-size: var(--jp-ui-font-size1);
  overflow: hidden;
}

.noodle-Stepper-inside {
  container-type: inline-size;
  display: flex;
  flex-direction: column;
  height: 100%;
}

.noodle-Stepper-controls {
  align-items: center;
  border-bottom: var(--jp-border-width) solid var(--jp-border-color1);
  display: flex;
  flex-wrap: wrap;
  gap: 4px 12px;
  padding: 4px 8px;
}

.noodle-Stepper-button {
  background: var(--jp-layout-color2);
  border: var(--jp-border-width) solid var(--jp-border-color1);
  border-radius: var(--jp-border-radius);
  color: var(--jp-ui-font-color1);
  cursor: pointer;
  font: inherit;
  margin-right: 4px;
  padding: 2px 8px;
}

.noodle-Stepper-button[aria-disabled='true'] {
  color: var(--jp-ui-font-color3);
  cursor: default;
}

.noodle-Stepper-button:focus-visible,
.noodle-Stepper-source button:focus-visible {
  outline: 2px solid var(--jp-brand-color1);
}

.noodle-Stepper-status {
  color: var(--jp-ui-font-color2);
}

.noodle-Stepper-columns {
  display: grid;
  flex: 1;
  grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr);
  min-height: 0;
}

@container (max-width: 720px) {
  .noodle-Stepper-columns {
    grid-template: minmax(0, 1fr) minmax(0, 1fr) / minmax(0, 1fr) minmax(0, 1fr);
  }

  .noodle-Stepper-values {
    border-top: var(--jp-border-width) solid var(--jp-border-color2);
    grid-column: 1 / 3;
  }
}

.noodle-Stepper section {
  border-right: var(--jp-border-width) solid var(--jp-border-color2);
  overflow: auto;
  padding: 0 8px 8px;
}

.noodle-Stepper h3 {
  background: var(--jp-layout-color1);
  font-size: var(--jp-ui-font-size1);
  margin: 0;
  padding: 8px 0 4px;
  position: sticky;
  top: 0;
}

.noodle-Stepper-values h3 {
  position: static;
}

.noodle-Stepper code,
.noodle-Stepper pre {
  font-family: var(--jp-code-font-family);
  font-size: var(--jp-code-font-size);
  overflow-wrap: anywhere;
  white-space: pre-wrap;
}

.noodle-Stepper ol {
  list-style: none;
  margin: 0;
  padding: 0;
}

.noodle-Stepper-source li,
.noodle-Stepper-instructions li {
  display: flex;
  min-width: max-content;
}

.noodle-Stepper :is(.noodle-Stepper-source, .noodle-Stepper-instructions) code {
  white-space: pre;
}

.noodle-Stepper-source button,
.noodle-Stepper-number {
  background: none;
  border: 0;
  color: var(--jp-ui-font-color2);
  flex: none;
  font: inherit;
  font-variant-numeric: tabular-nums;
  padding: 0 8px 0 0;
  text-align: right;
  width: 3.2em;
}

.noodle-Stepper-source button[aria-disabled='false'] {
  cursor: pointer;
}

.noodle-Stepper-source button[aria-disabled='false']:hover {
  color: var(--jp-brand-color1);
  text-decoration: underline;
}

.noodle-Stepper li[aria-current='step'] {
  background: var(--jp-editor-selected-focused-background);
  outline: 1px solid var(--jp-brand-color1);
}

.noodle-Stepper-variables {
  border-collapse: collapse;
  width: 100%;
}

.noodle-Stepper-variables :is(th, td) {
  border-bottom: var(--jp-border-width) solid var(--jp-border-color2);
  padding: 2px 8px 2px 0;
  text-align: left;
  vertical-align: top;
}

.noodle-Stepper-variables thead th {
  color: var(--jp-ui-font-color2);
  font-weight: normal;
}

.noodle-Stepper-trouble {
  background: var(--jp-rendermime-error-background);
  margin: 8px;
  padding: 8px;
}

.noodle-stepper-line {
  background: var(--jp-editor-selected-background);
}

.noodle-stepper-part {
  outline: 1px solid var(--jp-brand-color1);
}
`,""]),r.d(e,{},{A:a})},574(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`/* The marks beside lines, and the box that explains one. */
.noodle-tiers {
  min-width: 16px;
}

.noodle-tiers .cm-gutterElement {
  cursor: pointer;
}

.noodle-tier {
  display: inline-flex;
  justify-content: center;
  width: 16px;
  height: 100%;
  vertical-align: top;
}

.noodle-tier svg {
  width: 10px;
  height: 100%;
  max-height: 14px;
  margin: auto;
  stroke-linejoin: round;
}

.noodle-tier .noodle-filled {
  fill: currentcolor;
  stroke: currentcolor;
}

.noodle-tier .noodle-hollow {
  fill: none;
  stroke: currentcolor;
}

.noodle-tier[data-tier='native'] {
  color: var(--jp-success-color1);
}

.noodle-tier[data-tier='vm'] {
  color: var(--jp-ui-font-color2);
}

.noodle-tier[data-tier='mixed'] {
  color: var(--jp-warn-color1);
}

.noodle-mod-quiet {
  opacity: 0.6;
}

.noodle-mod-stale {
  color: var(--jp-ui-font-color3) !important;
  opacity: 0.4;
}

.noodle-bar {
  position: relative;
  display: block;
  width: 40px;
  height: 100%;
}

.noodle-memory .noodle-bar {
  width: 52px;
}

.noodle-bar-length {
  position: absolute;
  top: 1px;
  bottom: 1px;
  left: 0;
  min-width: 2px;
  border-radius: 2px;
  background: var(--jp-warn-color2);
  opacity: 0.55;
}

.noodle-bar[data-kind='memory'] .noodle-bar-length {
  background: var(--jp-info-color2);
}

.noodle-bar-label {
  position: relative;
  padding-left: 4px;
  font-size: 10px;
  color: var(--jp-ui-font-color1);
}

.cm-line.noodle-region {
  background: var(--jp-layout-color2);
  box-shadow: inset 2px 0 var(--jp-success-color1);
}

.noodle-explanation {
  position: fixed;
  z-index: 1000;
  display: flex;
  flex-direction: column;
  box-sizing: border-box;
  width: min(680px, 94vw);
  padding: 10px 12px;
  overflow: hidden;
  border: 1px solid var(--jp-border-color1);
  border-radius: 4px;
  background: var(--jp-layout-color1);
  box-shadow: var(--jp-elevation-z6);
  color: var(--jp-ui-font-color1);
  font-size: var(--jp-ui-font-size1);
}

.noodle-explanation:focus {
  outline: none;
}

.noodle-explanation-head {
  display: flex;
  flex: none;
  align-items: center;
  gap: 6px;
}

.noodle-explanation-head h2 {
  flex: auto;
  margin: 0;
  font-size: var(--jp-ui-font-size2);
  font-weight: 600;
}

.noodle-explanation-head button {
  border: none;
  background: none;
  color: var(--jp-ui-font-color1);
  cursor: pointer;
}

.noodle-explanation-reason {
  flex: none;
  margin: 6px 0;
}

.noodle-explanation-stale {
  flex: none;
  margin: 0 0 6px;
  color: var(--jp-ui-font-color2);
  font-style: italic;
}

.noodle-explanation-facts {
  flex: 0 1 auto;
  max-height: 140px;
  margin: 0 0 6px;
  padding-left: 18px;
  overflow: auto;
}

.noodle-explanation-facts:empty {
  display: none;
}

.noodle-explanation-tabs {
  display: flex;
  flex: none;
  gap: 2px;
  border-bottom: 1px solid var(--jp-border-color2);
}

.noodle-explanation-tabs button {
  padding: 4px 12px;
  border: none;
  border-bottom: 2px solid transparent;
  background: none;
  color: var(--jp-ui-font-color1);
  cursor: pointer;
}

.noodle-explanation-tabs button[aria-selected='true'] {
  border-bottom-color: var(--jp-brand-color1);
  font-weight: 600;
}

.noodle-explanation-code {
  position: relative;
  display: flex;
  flex: 0 1 auto;
  flex-direction: column;
  min-height: 70px;
}

.noodle-explanation-code pre {
  max-height: 320px;
  margin: 0;
  padding: 8px;
  overflow: auto;
  background: var(--jp-layout-color2);
  font-family: var(--jp-code-font-family);
  font-size: var(--jp-code-font-size);
  line-height: var(--jp-code-line-height);
}

.noodle-explanation-copy {
  position: absolute;
  top: 6px;
  right: 18px;
  padding: 2px 8px;
  border: 1px solid var(--jp-border-color1);
  border-radius: 2px;
  background: var(--jp-layout-color1);
  color: var(--jp-ui-font-color1);
  cursor: pointer;
}

.noodle-explanation-empty {
  color: var(--jp-ui-font-color2);
}
`,""]),r.d(e,{},{A:a})},6018(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=(r.n(l))()(t());a.push([o.id,`/* The panel of variables. */
.noodle-variables {
  display: flex;
  flex-direction: column;
  overflow: hidden;
  background: var(--jp-layout-color1);
  color: var(--jp-ui-font-color1);
  font-size: var(--jp-ui-font-size1);
}

/* Room for the values: more than other panels in the sidebar need. */
#jp-right-stack > .noodle-variables.lm-Widget {
  min-width: 340px;
}

.noodle-variables-scroll {
  container-type: inline-size;
}

/* Arrays have their shape in their type. */
@container (max-width: 400px) {
  .noodle-variables-shape {
    display: none;
  }
}

.noodle-variables-button {
  padding: 2px 8px;
  border: 1px solid var(--jp-border-color1);
  border-radius: 2px;
  background: var(--jp-layout-color1);
  color: var(--jp-ui-font-color1);
  font-size: var(--jp-ui-font-size1);
  cursor: pointer;
}

.noodle-variables-button:hover {
  background: var(--jp-layout-color2);
}

.noodle-variables-none {
  padding: 12px;
  color: var(--jp-ui-font-color2);
}

.noodle-variables-bar {
  display: flex;
  flex: none;
  gap: 4px;
  padding: 8px 8px 4px;
}

.noodle-variables-bar input {
  flex: auto;
  min-width: 0;
}

.noodle-variables-icon {
  border: none;
  background: none;
  color: var(--jp-ui-font-color1);
  cursor: pointer;
}

.noodle-variables-status {
  flex: none;
  margin: 0;
  padding: 0 8px 4px;
  color: var(--jp-ui-font-color2);
  font-size: var(--jp-ui-font-size0);
}

.noodle-variables-scroll {
  flex: 1 1 60%;
  overflow: auto;
}

.noodle-variables-scroll table {
  width: 100%;
  border-collapse: collapse;
}

.noodle-variables-scroll thead th {
  position: sticky;
  top: 0;
  z-index: 1;
  padding: 0;
  background: var(--jp-layout-color2);
  text-align: left;
}

.noodle-variables-scroll thead button {
  width: 100%;
  padding: 4px 6px;
  border: none;
  background: none;
  color: inherit;
  font: inherit;
  font-weight: 600;
  text-align: left;
  white-space: nowrap;
  cursor: pointer;
}

.noodle-variables-scroll tbody :is(th, td) {
  max-width: 110px;
  padding: 3px 6px;
  overflow: hidden;
  border-bottom: 1px solid var(--jp-border-color3);
  text-align: left;
  text-overflow: ellipsis;
  white-space: nowrap;
}

.noodle-variables-scroll tbody th {
  font-weight: 600;
}

.noodle-variables-scroll tbody td:last-child {
  min-width: 80px;
  max-width: 240px;
  font-family: var(--jp-code-font-family);
}

.noodle-variables-scroll tbody tr {
  cursor: pointer;
}

.noodle-variables-scroll tbody tr:hover {
  background: var(--jp-layout-color2);
}

.noodle-variables-scroll tbody tr[aria-selected='true'] {
  background: var(--jp-layout-color3);
}

.noodle-variables-scroll tbody tr:focus-visible {
  outline: 2px solid var(--jp-brand-color1);
  outline-offset: -2px;
}

.noodle-variables-scroll tbody .noodle-variables-size {
  text-align: right;
}

.noodle-variables-more {
  margin: 8px;
}

.noodle-variables-details {
  display: flex;
  flex: 0 1 40%;
  flex-direction: column;
  min-height: 120px;
  border-top: 1px solid var(--jp-border-color1);
}

.noodle-variables-details header {
  display: flex;
  flex: none;
  flex-wrap: wrap;
  align-items: center;
  gap: 4px;
  padding: 6px 8px;
}

.noodle-variables-details h3 {
  flex: 1 1 100%;
  min-width: 0;
  margin: 0;
  overflow: hidden;
  font-size: var(--jp-ui-font-size1);
  text-overflow: ellipsis;
  white-space: nowrap;
}

.noodle-variables-details h3 span {
  color: var(--jp-ui-font-color2);
  font-weight: normal;
}

.noodle-variables-value {
  flex: auto;
  padding: 0 8px 8px;
  overflow: auto;
  font-family: var(--jp-code-font-family);
  font-size: var(--jp-code-font-size);
}

.noodle-variables-value pre {
  margin: 0;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}

.noodle-variables-value table {
  border-collapse: collapse;
}

.noodle-variables-value :is(th, td) {
  padding: 1px 8px;
  border: 1px solid var(--jp-border-color2);
  text-align: right;
  white-space: nowrap;
}

.noodle-variables-value th {
  background: var(--jp-layout-color2);
  font-weight: 600;
}
`,""]),r.d(e,{},{A:a})},8834(o,e,r){var n=r(6213),t=r.n(n),l=r(7830),a=r.n(l),i=r(2531),d=r(1153),p=r(7817),s=r(9483),c=r(1480),f=r(7128),u=r(7365),b=r(2088),x=r(1331),v=r(9476),g=r(9633),m=r(574),h=r(6018),j=r(3846),y=r(5978),w=a()(t());w.i(i.A),w.i(d.A),w.i(p.A),w.i(s.A),w.i(c.A),w.i(f.A),w.i(u.A),w.i(b.A),w.i(x.A),w.i(v.A),w.i(g.A),w.i(m.A),w.i(h.A),w.i(j.A),w.i(y.A),w.push([o.id,`/* What JupyterLab loads: one file a feature. Colours are JupyterLab's variables, so themes hold. */
`,""]),r.d(e,{},{A:w})},7830(o){o.exports=function(o){var e=[];return e.toString=function(){return this.map(function(e){var r="",n=void 0!==e[5];return e[4]&&(r+="@supports (".concat(e[4],") {")),e[2]&&(r+="@media ".concat(e[2]," {")),n&&(r+="@layer".concat(e[5].length>0?" ".concat(e[5]):""," {")),r+=o(e),n&&(r+="}"),e[2]&&(r+="}"),e[4]&&(r+="}"),r}).join("")},e.i=function(o,r,n,t,l){"string"==typeof o&&(o=[[null,o,void 0]]);var a={};if(n)for(var i=0;i<this.length;i++){var d=this[i][0];null!=d&&(a[d]=!0)}for(var p=0;p<o.length;p++){var s=[].concat(o[p]);n&&a[s[0]]||(void 0!==l&&(void 0===s[5]||(s[1]="@layer".concat(s[5].length>0?" ".concat(s[5]):""," {").concat(s[1],"}")),s[5]=l),r&&(s[2]&&(s[1]="@media ".concat(s[2]," {").concat(s[1],"}")),s[2]=r),t&&(s[4]?(s[1]="@supports (".concat(s[4],") {").concat(s[1],"}"),s[4]=t):s[4]="".concat(t)),e.push(s))}},e}},6213(o){o.exports=function(o){return o[1]}},284(o){var e=[];function r(o){for(var r=-1,n=0;n<e.length;n++)if(e[n].identifier===o){r=n;break}return r}function n(o,n){for(var t={},l=[],a=0;a<o.length;a++){var i=o[a],d=n.base?i[0]+n.base:i[0],p=t[d]||0,s="".concat(d," ").concat(p);t[d]=p+1;var c=r(s),f={css:i[1],media:i[2],sourceMap:i[3],supports:i[4],layer:i[5]};if(-1!==c)e[c].references++,e[c].updater(f);else{var u=function(o,e){var r=e.domAPI(e);return r.update(o),function(e){e?(e.css!==o.css||e.media!==o.media||e.sourceMap!==o.sourceMap||e.supports!==o.supports||e.layer!==o.layer)&&r.update(o=e):r.remove()}}(f,n);n.byIndex=a,e.splice(a,0,{identifier:s,updater:u,references:1})}l.push(s)}return l}o.exports=function(o,t){var l=n(o=o||[],t=t||{});return function(o){o=o||[];for(var a=0;a<l.length;a++){var i=r(l[a]);e[i].references--}for(var d=n(o,t),p=0;p<l.length;p++){var s=r(l[p]);0===e[s].references&&(e[s].updater(),e.splice(s,1))}l=d}}},535(o){var e={};o.exports=function(o,r){var n=function(o){if(void 0===e[o]){var r=document.querySelector(o);if(window.HTMLIFrameElement&&r instanceof window.HTMLIFrameElement)try{r=r.contentDocument.head}catch(o){r=null}e[o]=r}return e[o]}(o);if(!n)throw Error("Couldn't find a style target. This probably means that the value for the 'insert' parameter is invalid.");n.appendChild(r)}},3920(o){o.exports=function(o){var e=document.createElement("style");return o.setAttributes(e,o.attributes),o.insert(e,o.options),e}},7092(o,e,r){o.exports=function(o){var e=r.nc;e&&o.setAttribute("nonce",e)}},5349(o){o.exports=function(o){if("u"<typeof document)return{update:function(){},remove:function(){}};var e=o.insertStyleElement(o);return{update:function(r){var n,t,l;n="",r.supports&&(n+="@supports (".concat(r.supports,") {")),r.media&&(n+="@media ".concat(r.media," {")),(t=void 0!==r.layer)&&(n+="@layer".concat(r.layer.length>0?" ".concat(r.layer):""," {")),n+=r.css,t&&(n+="}"),r.media&&(n+="}"),r.supports&&(n+="}"),(l=r.sourceMap)&&"u">typeof btoa&&(n+="\n/*# sourceMappingURL=data:application/json;base64,".concat(btoa(unescape(encodeURIComponent(JSON.stringify(l))))," */")),o.styleTagTransform(n,e,o.options)},remove:function(){var o;null===(o=e).parentNode||o.parentNode.removeChild(o)}}}},4413(o){o.exports=function(o,e){if(e.styleSheet)e.styleSheet.cssText=o;else{for(;e.firstChild;)e.removeChild(e.firstChild);e.appendChild(document.createTextNode(o))}}}}]);