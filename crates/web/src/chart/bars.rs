//! Upright bars in groups, such as quarters in years.

use super::scale::{axis, pixel};
use super::{Frame, Value};
use crate::i18n::L10n;

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its name below the axis, short: "Q1".
    pub label: String,
    /// Its value.
    pub value: Value,
    /// Whether the value may still change; drawn striped.
    pub provisional: bool,
}

/// Bars that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct BarGroup {
    /// Name of the group: "2025-26". May be empty.
    pub label: String,
    /// Its bars.
    pub bars: Vec<Bar>,
}

/// A chart of upright bars with its drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct BarChart {
    /// Finding, description, table.
    pub frame: Frame,
    /// Width of the drawing.
    pub width: i32,
    /// Marks on the axis.
    pub ticks: Vec<Tick>,
    /// Bars in place.
    pub bars: Vec<DrawnBar>,
    /// Groups in place.
    pub groups: Vec<DrawnGroup>,
    /// Whether a bar is provisional, so that the stripes are explained.
    pub provisional: bool,
}

/// A mark on an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where.
    pub y: i32,
    /// What it says.
    pub label: String,
}

/// A bar in place.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnBar {
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Height.
    pub height: i32,
    /// Style: `full`, `soft` (provisional) or `held`.
    pub style: &'static str,
    /// The value above it.
    pub value: String,
    /// The name below it.
    pub label: String,
}

/// A group's name in place.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnGroup {
    /// Middle of the name.
    pub x: i32,
    /// Where the line towards the next group stands; 0 for none.
    pub end: i32,
    /// The name.
    pub label: String,
}

impl BarChart {
    /// Width of a bar.
    pub const BAR: i32 = 40;
    /// Where the axis lies.
    pub const FLOOR: i32 = 170;
    const HEIGHT: i32 = 150;
    const LEFT: i32 = 40;
    const STRIDE: i32 = 64;
    const NARROWEST: i32 = 424;
    /// A held bar has this height whatever it hides.
    const HELD: i32 = 30;

    /// Draws the groups. The table of the frame is filled by the caller, since it may say more than the bars.
    #[must_use]
    pub fn new(t: L10n, frame: Frame, groups: &[BarGroup]) -> Self {
        let all = || groups.iter().flat_map(|g| &g.bars);
        let most = all().filter_map(|b| b.value.drawn()).fold(0.0, f64::max);
        let (step, end) = axis(most);
        let steps = (end / step).round() as i32;
        let as_shown = |x: f64| match all().next().map(|b| b.value) {
            Some(Value::Share(_, decimals)) => t.percent(x, decimals),
            Some(Value::Money(_)) => t.money(x as i64),
            _ => t.number(x.round() as i64),
        };
        let ticks = (0..=steps)
            .map(|i| Tick {
                y: Self::FLOOR - pixel(f64::from(i) / f64::from(steps.max(1)), Self::HEIGHT),
                label: as_shown(f64::from(i) * step),
            })
            .collect();
        let mut x = Self::LEFT;
        let mut bars = Vec::new();
        let mut drawn_groups = Vec::new();
        for (i, group) in groups.iter().enumerate() {
            let from = x;
            for bar in &group.bars {
                let height = bar.value.drawn().map_or(Self::HELD, |v| pixel(v / end, Self::HEIGHT));
                bars.push(DrawnBar {
                    x,
                    y: Self::FLOOR - height,
                    height,
                    style: match (bar.value.is_held(), bar.provisional) {
                        (true, _) => "held",
                        (false, true) => "soft",
                        (false, false) => "full",
                    },
                    value: bar.value.short(&t),
                    label: bar.label.clone(),
                });
                x += Self::STRIDE;
            }
            drawn_groups.push(DrawnGroup {
                x: (from + x - Self::STRIDE + Self::BAR) / 2,
                end: if i + 1 < groups.len() { x - (Self::STRIDE - Self::BAR) / 2 } else { 0 },
                label: group.label.clone(),
            });
        }
        let provisional = all().any(|b| b.provisional);
        Self {
            frame,
            // A few bars are not blown up to the width of many.
            width: (x - Self::STRIDE + Self::BAR + 20).max(Self::NARROWEST),
            ticks,
            bars,
            groups: drawn_groups,
            provisional,
        }
    }

    /// Right end of the axis.
    #[must_use]
    pub fn right(&self) -> i32 {
        self.width - 4
    }
}

impl DrawnBar {
    /// Middle of the bar.
    #[must_use]
    pub fn middle(&self) -> i32 {
        self.x + BarChart::BAR / 2
    }

    /// Base line of the value above the bar.
    #[must_use]
    pub fn above(&self) -> i32 {
        self.y - 6
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    fn chart(values: &[Value]) -> BarChart {
        let bars = values.iter().map(|v| Bar { label: "Q".into(), value: *v, provisional: false }).collect();
        BarChart::new(
            L10n::new(Lang::En),
            Frame::new("x", "", ""),
            &[BarGroup { label: String::new(), bars }],
        )
    }

    #[test]
    fn a_held_bar_tells_nothing_by_its_height() {
        let held = |n| chart(&[Value::Count(60), Value::FewerThan(n)]).bars.get(1).cloned().unwrap();
        assert_eq!(held(5).height, held(20).height);
        assert_eq!(held(5).style, "held");
        assert_eq!(held(5).value, "<5");
    }

    #[test]
    fn bars_are_in_proportion() {
        let drawn = chart(&[Value::Count(60), Value::Count(30), Value::Count(0)]);
        let heights: Vec<_> = drawn.bars.iter().map(|b| b.height).collect();
        assert_eq!(heights, [150, 75, 0]);
        assert_eq!(drawn.ticks.last().unwrap().label, "60");
    }
}
