import { views, type LinkTarget, type SavedView, type Settings } from '../../lib/api';
import { fromSpec, sameDraft, type Draft } from '../../lib/draft';
import { knownZone } from '../../lib/format/time';
import { session } from '../../lib/session.svelte';

/** The saved views and the recent filters, and which of their dialogs is open. */
class SavedList {
  kept: SavedView[] = $state.raw([]);
  recent: SavedView[] = $state.raw([]);
  /** The dialog in which the present filter gets a name. */
  naming = $state(false);
  managing = $state(false);
  /** The dialog that takes a file or a link. */
  asking = $state(false);
  /** A view from outside, shown before anything of it is used. */
  offered: SavedView | null = $state.raw(null);
  /** An event that a link names and the cache does not have. */
  missing: LinkTarget | null = $state.raw(null);

  async load(): Promise<void> {
    try {
      ({ kept: this.kept, recent: this.recent } = await views.list());
    } catch (reason) {
      session.notify(reason);
    }
  }

  /** Changes the list; a failure is the caller's to show. */
  async change(work: () => Promise<void>): Promise<void> {
    await work();
    await this.load();
  }

  /** What the window shows now, as a view of a name. */
  present(name: string): SavedView {
    return {
      name,
      filter: session.appliedSpec,
      order: session.order,
      columns: $state.snapshot(session.settings.columns),
      density: session.settings.density,
      words: session.result?.words ?? '',
    };
  }

  /** The saved view that is the same filter, if there is one. */
  of(filter: Draft): SavedView | undefined {
    return this.kept.find((view) => sameDraft(withoutTenant(view), { ...filter, tenants: [] }));
  }

  /** Shows a view in this tab or in another one, with its order and its columns. */
  async open(view: SavedView, elsewhere = false): Promise<void> {
    const [only, ...others] = view.filter.tenants;
    const tenant = only !== undefined && others.length === 0 && session.tenants.some(({ name }) => name === only) ? only : '';
    const absent = view.filter.tenants.filter((name) => !session.tenants.some((one) => one.name === name));
    if (absent.length > 0) session.notify(`The view asks for events of ${absent.join(', ')}, which this cache does not have.`);
    if (view.filter.zone === 'UTC') session.save({ zone: 'utc' });
    else if (view.filter.zone === session.localZone) session.save({ zone: 'local' });
    const filter = draftOf(view);
    if (tenant !== '') filter.tenants = [];
    const look: Partial<Settings> = view.columns.length > 0 ? { columns: view.columns } : {};
    if (view.density !== '') look.density = view.density;
    session.save({ tenant, ...look });
    const step = { tenant, filter, order: { ...view.order, column: view.order.column || 'created' }, selected: null };
    session.page = 'log';
    await (elsewhere ? session.openTab(step) : session.ask(step));
  }

  /** Opens what a link leads to: an event at once, a view after it was shown. */
  async follow(link: string): Promise<void> {
    const target = await views.follow(link.trim());
    this.asking = false;
    if (target.view) this.offered = target.view;
    else if (target.row) session.openInLog(target.row);
    else this.missing = target;
  }

  /** Shows a view's file before anything of it is used. */
  async look(path: string): Promise<void> {
    this.offered = await views.look(path);
    this.asking = false;
  }
}

/** The filter of a view as the bar of this window shows it. */
function draftOf(view: SavedView): Draft {
  const zone = knownZone(view.filter.zone) ? view.filter.zone : session.localZone;
  return fromSpec({ ...view.filter, zone }, session.zone);
}

const withoutTenant = (view: SavedView): Draft => ({ ...draftOf(view), tenants: [] });

export const saved = new SavedList();

/** Opens the links that the system asks for, now and later; the result stops that. */
export function listenToLinks(): () => void {
  const open = async (): Promise<void> => {
    try {
      for (const link of await views.asked()) await saved.follow(link);
    } catch (reason) {
      session.notify(reason);
    }
  };
  void open();
  return views.onLink(() => void open());
}
