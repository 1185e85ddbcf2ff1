// What every page has beside the browser's own: Django's catalogue of translated texts.

declare function gettext(text: string): string;
declare function ngettext(singular: string, plural: string, count: number): string;
declare function interpolate(format: string, values: (string | number)[]): string;
