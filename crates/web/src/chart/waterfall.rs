//! How reasons add up: each step starts where the last one ended.
//!
//! Used where the linkage engine explains a candidate: the weight of each field in bits, for and against.

use super::scale::lines;
use super::{Frame, Value};
use crate::i18n::L10n;

/// One reason.
#[derive(Debug, Clone, PartialEq)]
pub struct WaterfallRow {
    /// The reason in words.
    pub label: String,
    /// Its weight; negative speaks against.
    pub weight: f64,
}

/// A waterfall with its drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Waterfall {
    /// Finding, description, table.
    pub frame: Frame,
    /// Height of the drawing.
    pub height: i32,
    /// Where "even" (zero) stands.
    pub even: i32,
    /// Name and place of the start.
    pub start: DrawnStep,
    /// Reasons in place.
    pub steps: Vec<DrawnStep>,
    /// Name and place of the end.
    pub end: DrawnStep,
    /// What the end means: "about 23 to 1".
    pub odds: String,
}

/// A step in place.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnStep {
    /// Its name, in lines.
    pub label: Vec<String>,
    /// Upper edge of the bar.
    pub y: i32,
    /// Left edge of the bar.
    pub x: i32,
    /// Length of the bar.
    pub length: i32,
    /// Where the line to the next step hangs.
    pub to: i32,
    /// Whether it speaks against.
    pub against: bool,
    /// The weight beside it.
    pub value: String,
}

impl Waterfall {
    /// Where the bars may begin.
    pub const LEFT: i32 = 165;
    const LENGTH: f64 = 225.0;
    const STRIDE: i32 = 30;
    const LABEL_WIDTH: usize = 24;

    /// Draws from `before` over the reasons to their sum. `start` and `answer` name both ends, `odds` says what the sum
    /// means in words.
    #[must_use]
    pub fn new(
        t: L10n,
        frame: Frame,
        (start, before): (&str, f64),
        rows: &[WaterfallRow],
        (answer, odds): (&str, &str),
    ) -> Self {
        let mut at = before;
        let mut ends = vec![before, 0.0];
        for row in rows {
            at += row.weight;
            ends.push(at);
        }
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let scale = Self::LENGTH / (high - low).max(f64::EPSILON);
        let x = |v: f64| Self::LEFT + ((v - low) * scale).round() as i32;

        let mut y = 22;
        let end_mark = |label: &str, y: i32, v: f64| DrawnStep {
            label: lines(label, Self::LABEL_WIDTH),
            y,
            x: x(v),
            length: 0,
            to: x(v),
            against: false,
            value: String::new(),
        };
        let first = end_mark(start, y, before);
        let mut at = before;
        let mut steps = Vec::new();
        for row in rows {
            y += Self::STRIDE;
            let next = at + row.weight;
            let (from, to) = (x(at.min(next)), x(at.max(next)));
            steps.push(DrawnStep {
                label: lines(&row.label, Self::LABEL_WIDTH),
                y,
                x: from,
                length: (to - from).max(1),
                to: x(next),
                against: row.weight < 0.0,
                value: Value::Weight(row.weight).shown(&t),
            });
            at = next;
        }
        y += Self::STRIDE;
        Self {
            frame,
            height: y + 26,
            even: x(0.0),
            start: first,
            end: end_mark(answer, y, at),
            steps,
            odds: odds.to_owned(),
        }
    }
}

impl DrawnStep {
    /// Right edge of the bar.
    #[must_use]
    pub fn right(&self) -> i32 {
        self.x + self.length
    }

    /// Base line of one line of the name.
    #[must_use]
    pub fn line_y(&self, index: &usize) -> i32 {
        let shift = if self.label.len() > 1 { 6 } else { 0 };
        self.y + 12 - shift + 13 * i32::try_from(*index).unwrap_or(0)
    }

    /// Where the line to the next step begins and ends.
    #[must_use]
    pub fn hang(&self) -> (i32, i32) {
        (self.y + if self.length == 0 { 13 } else { 16 }, self.y + Waterfall::STRIDE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn each_step_starts_where_the_last_one_ended() {
        let rows = [9.1, 4.8, 3.6, -4.0].map(|weight| WaterfallRow { label: "r".into(), weight });
        let drawn = Waterfall::new(
            L10n::new(Lang::En),
            Frame::new("w", "", ""),
            ("before", -13.3),
            &rows,
            ("answer", ""),
        );
        let mut at = drawn.start.x;
        for step in &drawn.steps {
            assert!(step.x == at || step.right() == at, "{step:?} does not touch {at}");
            at = step.to;
        }
        assert_eq!(at, drawn.end.x);
        assert!(drawn.steps.last().unwrap().against);
        // The sum is 0.2: just above even.
        assert!((drawn.end.x - drawn.even) <= 3 && drawn.end.x >= drawn.even);
    }
}
