//! Round numbers for axes, and words in lines.

/// A step and an upper end for an axis from zero to at least `most`, in at most four steps of 1, 2 or 5 times a power
/// of ten.
pub(super) fn axis(most: f64) -> (f64, f64) {
    if most <= 0.0 || !most.is_finite() {
        return (1.0, 1.0);
    }
    let rough = most / 4.0;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .find(|step| *step * 4.0 >= most)
        .unwrap_or(power * 10.0);
    (step, step * (most / step).ceil())
}

/// A position on the drawing in whole pixels.
pub(super) fn pixel(share: f64, length: i32) -> i32 {
    (share.clamp(0.0, 1.0) * f64::from(length)).round() as i32
}

/// Words in lines of at most `width` characters; a longer word has a line of its own.
pub(super) fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_on_round_numbers() {
        assert_eq!(axis(58.0), (20.0, 60.0));
        assert_eq!(axis(4.0), (1.0, 4.0));
        assert_eq!(axis(1_486.0), (500.0, 1_500.0));
        assert_eq!(axis(0.0), (1.0, 1.0));
        assert_eq!(axis(f64::NAN), (1.0, 1.0));
    }

    #[test]
    fn words_wrap() {
        assert_eq!(lines("Nuit du 11 novembre en conflit", 14), ["Nuit du 11", "novembre en", "conflit"]);
    }

    proptest::proptest! {
        #[test]
        fn an_axis_holds_its_largest_value(most in 0.001f64..1e12) {
            let (step, end) = axis(most);
            proptest::prop_assert!(end >= most * 0.999_999 && end / step <= 4.000_001);
        }
    }
}
