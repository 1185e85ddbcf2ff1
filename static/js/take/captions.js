// The script's line of the moment, under the videos and in the list of lines.

/** Returns {move(time)}; `lines` are {start, end, text} in seconds of the clip. */
export function followScript({ caption, rows, lines }) {
  return {
    move(time) {
      const line = lines.find(({ start, end }) => start <= time && time < end);
      const text = line?.text ?? "";
      if (caption && caption.textContent !== text) caption.textContent = text;
      for (const row of rows) {
        const within = Number(row.dataset.seek) <= time && time < Number(row.dataset.end);
        row.classList.toggle("now", within);
      }
    },
  };
}
