//! Shares of a whole, one bar below the other.

use super::scale::pixel;
use super::{Frame, Value};
use crate::i18n::L10n;

/// One share.
#[derive(Debug, Clone, PartialEq)]
pub struct Meter {
    /// What it is a share of.
    pub label: String,
    /// The share, from 0 to 1, or what stands for it.
    pub value: Value,
}

/// A chart of shares with its drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct MeterChart {
    /// Finding, description, table.
    pub frame: Frame,
    /// Height of the drawing.
    pub height: i32,
    /// Shares in place.
    pub meters: Vec<DrawnMeter>,
}

/// A share in place.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnMeter {
    /// Base line of the name.
    pub y: i32,
    /// Length of the filled part.
    pub length: i32,
    /// Whether it is held back.
    pub held: bool,
    /// The name.
    pub label: String,
    /// The value beside it.
    pub value: String,
}

impl MeterChart {
    /// Length of a full bar.
    pub const FULL: i32 = 340;
    const STRIDE: i32 = 60;

    /// Draws the shares.
    #[must_use]
    pub fn new(t: L10n, frame: Frame, meters: &[Meter]) -> Self {
        let mut y = 18;
        let mut drawn = Vec::new();
        for meter in meters {
            drawn.push(DrawnMeter {
                y,
                length: match meter.value.drawn() {
                    Some(share) => pixel(share, Self::FULL),
                    None if meter.value.is_held() => Self::FULL,
                    None => 0,
                },
                held: meter.value.is_held(),
                label: meter.label.clone(),
                value: meter.value.short(&t),
            });
            y += Self::STRIDE;
        }
        Self { frame, height: y - 12, meters: drawn }
    }
}

impl DrawnMeter {
    /// Upper edge of the bar.
    #[must_use]
    pub fn top(&self) -> i32 {
        self.y + 8
    }

    /// Base line of the value.
    #[must_use]
    pub fn value_y(&self) -> i32 {
        self.y + 21
    }
}
