//! Maps of figures by region, as SVG drawn on the server.
//!
//! The shapes come from `data/map/`, projected once when the first map is drawn (Lambert's conformal conic, as Ontario
//! is drawn officially) and rounded to whole units. A map always stands beside a table of the same figures; a held
//! figure is hatched, never pale.

mod place;
mod project;
mod shapes;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::chart::{Frame, Value};
use crate::i18n::L10n;
pub use place::{Cover, cover};
pub use shapes::{Layer, Window};
use shapes::{Region, load_lakes, load_regions};

static CENSUS: LazyLock<Vec<Region>> = LazyLock::new(|| load_regions(Layer::CensusDivisions));
static HEALTH: LazyLock<Vec<Region>> = LazyLock::new(|| load_regions(Layer::PublicHealthUnits));
static LAKES: LazyLock<Vec<Region>> = LazyLock::new(load_lakes);

fn regions(layer: Layer) -> &'static [Region] {
    match layer {
        Layer::CensusDivisions => &CENSUS,
        Layer::PublicHealthUnits => &HEALTH,
    }
}

/// Ids and names of a layer's regions, in the layer's order.
pub fn region_names(layer: Layer, t: L10n) -> impl Iterator<Item = (&'static str, &'static str)> {
    regions(layer).iter().map(move |r| (r.id.as_str(), t.pick(&r.en, &r.fr)))
}

/// A map of figures with its drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Choropleth {
    /// Finding, description, table.
    pub frame: Frame,
    /// Which part is shown.
    pub window: Window,
    /// `viewBox` of the drawing.
    pub view_box: String,
    /// Width of a stripe of the hatching, in units of the drawing.
    pub stripe: i32,
    /// Regions in place.
    pub regions: Vec<DrawnRegion>,
    /// Outlines of the lakes.
    pub lakes: Vec<&'static str>,
    /// What the shades mean, palest first.
    pub legend: Vec<LegendEntry>,
    /// Who made the shapes.
    pub credit: String,
}

/// A region in place.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnRegion {
    /// The outline.
    pub path: &'static str,
    /// Style class: `m-1` to `m-5`, `m-held` or `m-none`.
    pub style: &'static str,
    /// Name and figure, shown by browsers on hovering; the table says the same.
    pub title: String,
}

/// One shade and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendEntry {
    /// Style class.
    pub style: &'static str,
    /// "1 to 20".
    pub label: String,
}

const SHADES: [&str; 5] = ["m-1", "m-2", "m-3", "m-4", "m-5"];

impl Choropleth {
    /// Draws `figures` (region id to figure) for a window. Fills the frame's table with every region of the layer that
    /// has a figure, in the layer's order. Up to five shades, each with about as many regions.
    #[must_use]
    pub fn new(
        t: L10n,
        mut frame: Frame,
        layer: Layer,
        window: Window,
        figures: &BTreeMap<String, Value>,
    ) -> Self {
        let breaks = breaks(figures.values().filter_map(|v| v.drawn()));
        let style = |value: Value| match value.drawn() {
            Some(x) => shade(&breaks, x),
            None if value.is_held() => "m-held",
            None => "m-none",
        };
        let window_box = window.units();
        let mut drawn = Vec::new();
        for region in regions(layer) {
            let name = t.pick(&region.en, &region.fr);
            let value = figures.get(&region.id).copied().unwrap_or(Value::None);
            if figures.contains_key(&region.id) {
                frame = frame.row(name, [value]);
            }
            if window_box.meets(&region.bounds) {
                drawn.push(DrawnRegion {
                    path: &region.path,
                    style: style(value),
                    title: t.with("map-region", (("name", name), ("value", value.shown(&t)))),
                });
            }
        }
        let lakes = LAKES.iter().filter(|l| window_box.meets(&l.bounds)).map(|l| l.path.as_str()).collect();
        Self {
            frame,
            window,
            view_box: window_box.view_box(),
            stripe: window_box.stripe(),
            regions: drawn,
            lakes,
            legend: legend(t, &breaks, figures),
            credit: t.get(match layer {
                Layer::CensusDivisions => crate::msg("map-credit-census"),
                Layer::PublicHealthUnits => crate::msg("map-credit-health"),
            }),
        }
    }
}

/// Upper ends of at most five classes with about as many regions each; equal figures never fall into two classes.
fn breaks(figures: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<f64> = figures.collect();
    sorted.sort_by(f64::total_cmp);
    let mut breaks: Vec<f64> = (1..=SHADES.len())
        .filter_map(|i| sorted.get((i * sorted.len()).div_ceil(SHADES.len()).saturating_sub(1)).copied())
        .collect();
    breaks.dedup();
    breaks
}

fn shade(breaks: &[f64], x: f64) -> &'static str {
    let class = breaks.iter().position(|end| x <= *end).unwrap_or(SHADES.len() - 1);
    SHADES.get(class).copied().unwrap_or("m-5")
}

fn legend(t: L10n, breaks: &[f64], figures: &BTreeMap<String, Value>) -> Vec<LegendEntry> {
    let show = |x: f64| match figures.values().find(|v| v.drawn().is_some()) {
        Some(Value::Share(_, decimals)) => t.percent(x, *decimals),
        Some(Value::Measure(_, decimals)) => t.fixed(x, *decimals),
        Some(Value::Money(_)) => t.money(x as i64),
        _ => t.number(x as i64),
    };
    let mut entries: Vec<LegendEntry> = Vec::new();
    for (i, (end, style)) in breaks.iter().zip(SHADES).enumerate() {
        let lowest = figures
            .values()
            .filter_map(|v| v.drawn())
            .filter(|x| x <= end && i.checked_sub(1).and_then(|p| breaks.get(p)).is_none_or(|p| x > p))
            .fold(*end, f64::min);
        let label = if lowest < *end {
            t.with("map-range", (("from", show(lowest)), ("to", show(*end))))
        } else {
            show(*end)
        };
        entries.push(LegendEntry { style, label });
    }
    if figures.values().any(|v| v.is_held()) {
        entries.push(LegendEntry { style: "m-held", label: t.get("map-held") });
    }
    if figures.values().any(|v| *v == Value::None) || figures.is_empty() {
        entries.push(LegendEntry { style: "m-none", label: t.get("map-none") });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    fn map(window: Window, figures: &[(&str, Value)]) -> Choropleth {
        let figures = figures.iter().map(|(id, v)| ((*id).to_owned(), *v)).collect();
        let frame = Frame::new("m", "", "");
        Choropleth::new(L10n::new(Lang::En), frame, Layer::CensusDivisions, window, &figures)
    }

    #[test]
    fn every_region_is_drawn_on_the_whole_map_and_few_on_a_window() {
        assert_eq!(map(Window::Ontario, &[]).regions.len(), 49);
        let gta = map(Window::Gta, &[]).regions.len();
        assert!((5..20).contains(&gta), "{gta} regions around Toronto");
    }

    #[test]
    fn a_held_figure_is_hatched_and_not_in_a_class() {
        let drawn = map(Window::Ontario, &[("3520", Value::Count(458)), ("3506", Value::FewerThan(5))]);
        let style = |name: &str| drawn.regions.iter().find(|r| r.title.starts_with(name)).unwrap().style;
        assert_eq!(style("Toronto"), "m-1");
        assert_eq!(style("Ottawa"), "m-held");
        assert!(drawn.frame.holds_back());
    }

    #[test]
    fn equal_figures_have_equal_shades() {
        let breaks = breaks([1.0, 1.0, 1.0, 1.0, 2.0, 3.0].into_iter());
        assert_eq!(breaks, [1.0, 2.0, 3.0]);
        assert_eq!(shade(&breaks, 1.0), "m-1");
        assert_eq!(shade(&breaks, 3.0), "m-3");
    }
}
