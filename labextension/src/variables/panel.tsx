/** The panel: a table of variables, and below it the one that is chosen. All of it is text nodes. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal, refreshIcon } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { JSX, KeyboardEvent } from 'react';

import type { Description, Table, Variable } from './data';
import { COLUMNS, type Column, sizeText } from './model';
import type { VariablesSession } from './session';

export class VariablesPanel extends ReactWidget {
  constructor(
    private readonly session: VariablesSession,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('noodle-variables');
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.session.see(this.isVisible);
  }

  protected override onAfterShow(): void {
    this.session.see(true);
  }

  protected override onAfterHide(): void {
    this.session.see(false);
  }

  protected override render(): JSX.Element {
    const { session, trans } = this;
    return <UseSignal signal={session.changed}>{() => <Content session={session} trans={trans} />}</UseSignal>;
  }
}

interface Properties {
  session: VariablesSession;
  trans: TranslationBundle;
}

function Content({ session, trans }: Properties): JSX.Element {
  const { source, model } = session;
  if (!source?.link.about) {
    return <p className="noodle-variables-none">{source ? trans.__('%1 has no Noodle kernel that answers: choose the kernel Noodle, or wait until it has started.', source.title) : trans.__('Open a notebook or a console with the kernel Noodle to see its variables.')}</p>;
  }
  return (
    <>
      <div className="noodle-variables-bar">
        <input
          type="search"
          className="jp-mod-styled"
          placeholder={trans.__('Filter by name or type')}
          aria-label={trans.__('Filter variables by name or type')}
          value={model.filter}
          onChange={event => session.filter(event.target.value)}
        />
        <button type="button" className="noodle-variables-icon" title={trans.__('Refresh')} aria-label={trans.__('Refresh')} onClick={() => session.refresh()}>
          <refreshIcon.react tag="span" />
        </button>
      </div>
      <p className="noodle-variables-status" role="status">
        {session.trouble ?? summary(session, trans)}
      </p>
      <div className="noodle-variables-scroll">
        <Rows session={session} trans={trans} />
        {model.rest > 0 && (
          <button type="button" className="noodle-variables-button noodle-variables-more" onClick={() => session.more()}>
            {trans.__('Show more (%1 left)', model.rest)}
          </button>
        )}
      </div>
      {session.description && <Details description={session.description} session={session} trans={trans} />}
    </>
  );
}

function summary({ model, source }: VariablesSession, trans: TranslationBundle): string {
  const { total } = model.listing;
  if (!total) {
    return model.filter ? trans.__('No variables match.') : trans.__('No variables yet: run a cell.');
  }
  const count = trans._n('%1 variable in %2', '%1 variables in %2', total, source?.title ?? '');
  return model.isPart && model.order.column !== 'name' ? trans.__('%1; sorted are the first %2 by name', count, model.listing.rows.length) : count;
}

function Rows({ session, trans }: Properties): JSX.Element {
  const { model } = session;
  const names: Record<Column, string> = { name: trans.__('Name'), type: trans.__('Type'), shape: trans.__('Shape'), bytes: trans.__('Size'), preview: trans.__('Value') };
  const rows = model.shown;
  const reached = rows.some(row => row.name === model.selected) ? model.selected : rows[0]?.name;
  return (
    <table role="grid" aria-label={trans.__('Variables')}>
      <thead>
        <tr>
          {COLUMNS.map(column => (
            <th key={column} scope="col" className={`noodle-variables-${column}`} data-column={column} aria-sort={model.order.column !== column ? 'none' : model.order.isDescending ? 'descending' : 'ascending'}>
              <button type="button" onClick={() => session.sort(column)}>
                {names[column]}
                <span aria-hidden="true">{model.order.column !== column ? '' : model.order.isDescending ? ' ▾' : ' ▴'}</span>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={moveFocus}>
        {rows.map(row => (
          <Row key={row.name} row={row} isReached={row.name === reached} isSelected={row.name === model.selected} session={session} trans={trans} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, isReached, isSelected, session, trans }: Properties & { row: Variable; isReached: boolean; isSelected: boolean }): JSX.Element {
  const toggle = () => session.select(isSelected ? null : row.name);
  return (
    <tr
      tabIndex={isReached ? 0 : -1}
      aria-selected={isSelected}
      onClick={toggle}
      onKeyDown={event => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          toggle();
        }
      }}
    >
      <th scope="row" title={row.name}>
        {row.name}
      </th>
      <td title={row.type}>{row.type}</td>
      <td className="noodle-variables-shape">{row.shape}</td>
      <td className="noodle-variables-size" title={row.is_whole || row.bytes === null ? undefined : trans.__('At least: what else belongs to it is not counted')}>
        {sizeText(row)}
      </td>
      <td title={row.preview}>{row.preview}</td>
    </tr>
  );
}

/** Up, down, first and last, as in other lists. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll('tr')];
  const now = rows.findIndex(row => row === document.activeElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (now >= 0 && next !== undefined) {
    event.preventDefault();
    event.stopPropagation();
    rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
  }
}

function Details({ description, session, trans }: Properties & { description: Description }): JSX.Element {
  const { name, type, shape, text, table, preview } = description;
  const about = [type, shape, sizeText(description)].filter(part => part).join(' · ');
  return (
    <section className="noodle-variables-details" aria-label={trans.__('Variable %1', name)}>
      <header>
        <h3>
          {name} <span title={about}>{about}</span>
        </h3>
        <button type="button" className="noodle-variables-button" onClick={() => session.source?.insert(name)}>
          {trans.__('Insert Name')}
        </button>
        <button type="button" className="noodle-variables-button" onClick={() => void navigator.clipboard.writeText(text ?? (table ? asText(table) : preview))}>
          {trans.__('Copy')}
        </button>
        <button type="button" className="noodle-variables-icon" aria-label={trans.__('Close')} title={trans.__('Close')} onClick={() => session.select(null)}>
          ✕
        </button>
      </header>
      <div className="noodle-variables-value" tabIndex={0}>
        {table ? <Corner table={table} trans={trans} /> : <pre>{text ?? preview}</pre>}
      </div>
    </section>
  );
}

function Corner({ table, trans }: { table: Table; trans: TranslationBundle }): JSX.Element {
  const rows = table.row_count - table.rows.length;
  const columns = table.column_count - table.columns.length;
  return (
    <>
      <table>
        {table.caption && <caption>{table.caption}</caption>}
        <thead>
          <tr>
            <td />
            {table.columns.map((column, at) => (
              <th key={at} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, at) => (
            <tr key={at}>
              <th scope="row">{table.heads[at]}</th>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows > 0 && <p>{trans.__('%1 more rows', rows)}</p>}
      {columns > 0 && <p>{trans.__('%1 more columns', columns)}</p>}
    </>
  );
}

/** For other programs: tabs between fields. */
function asText(table: Table): string {
  return [['', ...table.columns], ...table.rows.map((row, at) => [table.heads[at] ?? '', ...row])].map(row => row.join('\t')).join('\n');
}
