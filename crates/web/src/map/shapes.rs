//! The shapes of regions and lakes, read from the data files and projected.

use std::fmt::Write as _;

use serde::Deserialize;

use super::project::project;
use crate::i18n::L10n;

/// Which regions a map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    /// The 49 census divisions of 2016; ids are their codes (`3520` is Toronto).
    CensusDivisions,
    /// The 34 public health units of 2023; ids are their codes (`3595` is Toronto).
    PublicHealthUnits,
}

/// Which part of the province a map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Window {
    /// All of it.
    #[default]
    Ontario,
    /// The south.
    South,
    /// Around Toronto and Hamilton.
    Gta,
    /// The north.
    North,
}

#[derive(Deserialize)]
struct WindowData {
    id: String,
    en: String,
    fr: String,
    west: f64,
    south: f64,
    east: f64,
    north: f64,
}

static WINDOWS: std::sync::LazyLock<Vec<WindowData>> =
    std::sync::LazyLock::new(|| parse(include_str!("../../../../data/map/views.json")));

impl Window {
    /// All windows.
    pub const ALL: [Self; 4] = [Self::Ontario, Self::South, Self::Gta, Self::North];

    /// The name in addresses: `?view=north`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ontario => "ontario",
            Self::South => "south",
            Self::Gta => "gta",
            Self::North => "north",
        }
    }

    /// Reads the name in an address; the whole province for anything else.
    #[must_use]
    pub fn from_id(id: &str) -> Self {
        Self::ALL.into_iter().find(|w| w.id() == id).unwrap_or_default()
    }

    fn data(self) -> Option<&'static WindowData> {
        WINDOWS.iter().find(|w| w.id == self.id())
    }

    /// The name on the page.
    #[must_use]
    pub fn name(self, t: &L10n) -> &'static str {
        self.data().map_or("", |w| t.pick(&w.en, &w.fr))
    }

    pub(super) fn units(self) -> Bounds {
        let mut bounds = Bounds::nothing();
        if let Some(w) = self.data() {
            // The edges of the window are bent by the projection: take points along them.
            for i in 0..=20 {
                let share = f64::from(i) / 20.0;
                let longitude = w.west + (w.east - w.west) * share;
                let latitude = w.south + (w.north - w.south) * share;
                for (x, y) in
                    [(longitude, w.south), (longitude, w.north), (w.west, latitude), (w.east, latitude)]
                {
                    bounds.take_in(project(x, y));
                }
            }
        }
        bounds
    }
}

/// A rectangle in units of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

impl Bounds {
    const fn nothing() -> Self {
        Self { left: i32::MAX, top: i32::MAX, right: i32::MIN, bottom: i32::MIN }
    }

    fn take_in(&mut self, (x, y): (i32, i32)) {
        self.left = self.left.min(x);
        self.right = self.right.max(x);
        self.top = self.top.min(y);
        self.bottom = self.bottom.max(y);
    }

    pub(super) const fn meets(&self, other: &Self) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.top <= other.bottom
            && other.top <= self.bottom
    }

    /// Width of a stripe of the hatching: about a hundredth of the drawing.
    pub(super) const fn stripe(&self) -> i32 {
        let width = self.right.saturating_sub(self.left) / 70;
        if width > 4 { width } else { 4 }
    }

    pub(super) fn view_box(&self) -> String {
        let (width, height) = (self.right.saturating_sub(self.left), self.bottom.saturating_sub(self.top));
        format!("{} {} {width} {height}", self.left, self.top)
    }
}

/// One region or lake, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) id: String,
    pub(super) en: String,
    pub(super) fr: String,
    pub(super) path: String,
    pub(super) bounds: Bounds,
}

#[derive(Deserialize, Default)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    id: String,
    properties: Names,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Names {
    en: String,
    fr: String,
}

#[derive(Deserialize)]
struct Geometry {
    coordinates: Vec<Vec<Vec<(f64, f64)>>>,
}

/// The files are part of the program and a test reads them all; a broken one gives an empty map, not a crash.
pub(super) fn parse<T: for<'a> Deserialize<'a> + Default>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| {
        tracing::error!(%error, "map data does not parse");
        T::default()
    })
}

pub(super) fn load_regions(layer: Layer) -> Vec<Region> {
    load(match layer {
        Layer::CensusDivisions => include_str!("../../../../data/map/census-divisions-2016.geojson"),
        Layer::PublicHealthUnits => include_str!("../../../../data/map/public-health-units-2023.geojson"),
    })
}

pub(super) fn load_lakes() -> Vec<Region> {
    load(include_str!("../../../../data/map/lakes.geojson"))
}

fn load(text: &str) -> Vec<Region> {
    parse::<Collection>(text).features.into_iter().map(region).collect()
}

fn region(feature: Feature) -> Region {
    let mut path = String::new();
    let mut bounds = Bounds::nothing();
    for ring in feature.geometry.coordinates.into_iter().flatten() {
        let mut points: Vec<(i32, i32)> = ring.into_iter().map(|(x, y)| project(x, y)).collect();
        points.dedup();
        let mut last: Option<(i32, i32)> = None;
        for point in points {
            bounds.take_in(point);
            // Relative steps of whole units keep the page small. Writing to a String does not fail.
            let _ = match last {
                None => write!(path, "M{} {}", point.0, point.1),
                Some(from) => write!(path, "l{} {}", point.0 - from.0, point.1 - from.1),
            };
            last = Some(point);
        }
        path.push('z');
    }
    Region { id: feature.id, en: feature.properties.en, fr: feature.properties.fr, path, bounds }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_files_hold_what_they_say() {
        assert_eq!(load_regions(Layer::CensusDivisions).len(), 49);
        assert_eq!(load_regions(Layer::PublicHealthUnits).len(), 34);
        assert!(load_lakes().len() >= 9);
        for region in load_regions(Layer::CensusDivisions).iter().chain(&load_lakes()) {
            assert!(region.path.starts_with('M') && region.path.ends_with('z'), "{}", region.en);
            assert!(!region.fr.is_empty());
        }
        for window in Window::ALL {
            assert!(window.data().is_some(), "{window:?} has no data");
            assert_eq!(Window::from_id(window.id()), window);
        }
    }
}
