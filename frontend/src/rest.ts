// What the window's first rows need not wait for: it is loaded once they are drawn.
export { default as Dialogs } from './Dialogs.svelte';
export { default as ActivityView } from './features/activity/ActivityView.svelte';
export { default as DetailPane } from './features/detail/DetailPane.svelte';
export { default as PeriodCalendar } from './features/filters/PeriodCalendar.svelte';
export { default as SourcesView } from './features/sources/SourcesView.svelte';
export { default as FirstRun } from './features/tenants/FirstRun.svelte';
export { default as TenantMenu } from './features/tenants/TenantMenu.svelte';
export { default as PlaceMenu } from './lib/ui/PlaceMenu.svelte';
export { default as PopoverContent } from './lib/ui/PopoverContent.svelte';
