// The marker at the end of a copy's description: which wanted copy the image is, and which run made it.
import { MARKER_PREFIX } from '../shared/limits';

const MARKER = /\[ecd-copy:v1:([a-z2-7]{20}):([0-9a-f]{12})\]/;

/** What a marker says. */
export interface Marker {
  copyKey: string;
  run: string;
}

/** The part of a Temporal run id that a marker holds: its end, since run ids that are close in time begin alike. */
export function markerRun(runId: string): string {
  return runId.replaceAll('-', '').slice(-12);
}

/** A marker as it stands in a description. */
export function markerText({ copyKey, run }: Marker): string {
  return `${MARKER_PREFIX}v1:${copyKey}:${run}]`;
}

/** The description of a copy: the user's text, a space, and the marker. */
export function markedDescription(description: string | undefined, marker: Marker): string {
  const text = markerText(marker);
  return description ? `${description} ${text}` : text;
}

/** The marker in a description, wherever it stands; undefined when there is none. */
export function parseMarker(description: string): Marker | undefined {
  const [, copyKey, run] = MARKER.exec(description) ?? [];
  return copyKey && run ? { copyKey, run } : undefined;
}
