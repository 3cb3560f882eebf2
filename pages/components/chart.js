// Show a chart with title and source, and the cards of its key figures above it.
// It updates with the page; a chart with follows_levers also shows the previews of a moving lever.

export default function ({ data, parentElement }) {
  const element = (name) => parentElement.querySelector(name);
  const show = ({ cards, title, subtitle, source, alt, figure }) => {
    element(".cards").replaceChildren(...cards.map(card));
    element(".chart-title").textContent = title;
    element(".chart-subtitle").textContent = subtitle;
    element(".chart-source").textContent = source;
    element(".plot").setAttribute("aria-label", alt);
    draw(element(".plot"), figure, data);
  };
  if (data.follows_levers) (window.levers ??= {}).show = show;
  show(data.chart);
  return () => release(element(".plot"));
}

function card({ label, value, change, tone, interval }) {
  const box = document.createElement("div");
  box.className = "card";
  for (const [name, text] of Object.entries({ label, value, change, interval })) {
    const line = document.createElement("div");
    line.className = name === "change" ? `change ${tone}` : name;
    line.textContent = text;
    box.append(line);
  }
  return box;
}

async function draw(place, figure, { library, config, failed }) {
  place.style.minHeight = `${figure.layout.height}px`;
  try {
    const { react, Plots } = await load(library);
    if (!place.isConnected) return;
    react(place, figure.data, figure.layout, config);
    if (place.fits) return;
    place.fits = new ResizeObserver(() => place.clientWidth && Plots.resize(place));
    place.fits.observe(place);
  } catch (error) {
    console.error(error);
    place.textContent = failed;
  }
}

function release(place) {
  place.fits?.disconnect();
  window.Plotly?.purge(place);
}

// Load the chart library once, however many charts request it.
function load(address) {
  window.chartLibrary ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window.Plotly);
    script.onerror = () => fail(new Error(address));
    document.head.append(script);
  });
  return window.chartLibrary;
}
