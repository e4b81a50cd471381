//! Links two files, or the records of one file, in one go.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::block::{self, DroppedBlock};
use crate::compare::{Comparison, compare};
use crate::explain::{Explanation, Outcome};
use crate::frequency::Frequencies;
use crate::model::Model;
use crate::person::PersonFields;
use crate::profile::Profile;

/// Comparisons between two progress calls.
const PROGRESS_STEP: usize = 4096;

/// Two records that may be of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Position in the left file.
    pub left: usize,
    /// Position in the right file.
    pub right: usize,
    /// Score in bits.
    pub score: f64,
    /// The suggestion.
    pub outcome: Outcome,
    /// The reasons.
    pub explanation: Explanation,
}

/// What a batch run found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkResult {
    /// Pairs with outcome `Possible` or `Likely`, best first.
    pub links: Vec<Link>,
    /// Blocking keys that were too large to follow.
    pub dropped: Vec<DroppedBlock>,
    /// Number of pairs compared.
    pub compared: usize,
}

impl LinkResult {
    /// At most one link for every record, the better link first: for files that hold every person once.
    ///
    /// Greedy: a link is kept when neither record has a better one. Ties fall to the earlier positions.
    #[must_use]
    pub fn one_to_one(mut self) -> Self {
        let (mut left, mut right) = (HashSet::new(), HashSet::new());
        self.links.retain(|link| {
            let free = !left.contains(&link.left) && !right.contains(&link.right);
            if free {
                left.insert(link.left);
                right.insert(link.right);
            }
            free
        });
        self
    }

    /// The links with at least this outcome.
    pub fn at_least(&self, outcome: Outcome) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.outcome >= outcome)
    }
}

/// Links two files. `progress` is called with the pairs compared so far and the pairs in all, at least once at the end.
///
/// ```
/// use linkage::{Model, Outcome, PartialDate, PersonFields, link};
///
/// let model = Model::from_toml(include_str!("../../../packs/linkage/person.toml"))?;
/// let person = |key: &str, given: &str| PersonFields {
///     key: key.into(),
///     given_names: vec![given.into()],
///     family_name: Some("Exemplar".into()),
///     date_of_birth: PartialDate::parse("2011-04-30"),
///     phones: vec!["416-555-0123".into()],
///     ..PersonFields::default()
/// };
/// let left = [person("a1", "Zélie"), person("a2", "Oskar")];
/// let right = [person("b1", "Zelie")];
/// let result = link(&left, &right, &model, |_, _| ()).one_to_one();
/// let best = &result.links[0];
/// assert_eq!((best.left, best.right, best.outcome), (0, 0, Outcome::Likely));
/// # Ok::<(), linkage::Error>(())
/// ```
pub fn link(
    left: &[PersonFields],
    right: &[PersonFields],
    model: &Model,
    progress: impl FnMut(usize, usize),
) -> LinkResult {
    let left: Vec<Profile> = left.iter().map(Profile::new).collect();
    let right: Vec<Profile> = right.iter().map(Profile::new).collect();
    let frequencies = Frequencies::from_profiles(left.iter().chain(&right));
    let (pairs, dropped) = block::pairs(&left, &right, &model.blocking);
    let compared = pairs.len();
    let links = compare_all(&pairs, &left, &right, model, &frequencies, progress);
    LinkResult { links, dropped, compared }
}

/// Links the records of one file with each other; every pair once, the smaller position as `left`.
pub fn link_within(
    records: &[PersonFields],
    model: &Model,
    progress: impl FnMut(usize, usize),
) -> LinkResult {
    let profiles: Vec<Profile> = records.iter().map(Profile::new).collect();
    let frequencies = Frequencies::from_profiles(&profiles);
    let (pairs, dropped) = block::pairs_within(&profiles, &model.blocking);
    let compared = pairs.len();
    let links = compare_all(&pairs, &profiles, &profiles, model, &frequencies, progress);
    LinkResult { links, dropped, compared }
}

fn compare_all(
    pairs: &[(u32, u32)],
    left: &[Profile],
    right: &[Profile],
    model: &Model,
    frequencies: &Frequencies,
    mut progress: impl FnMut(usize, usize),
) -> Vec<Link> {
    let mut links = Vec::new();
    for (done, (a, b)) in pairs.iter().enumerate() {
        if done.is_multiple_of(PROGRESS_STEP) {
            progress(done, pairs.len());
        }
        let (a, b) = (*a as usize, *b as usize);
        let (Some(ours), Some(theirs)) = (left.get(a), right.get(b)) else { continue };
        let comparison = compare(ours, theirs, model, frequencies);
        if comparison.outcome() > Outcome::Unlikely {
            links.push(new_link(a, b, &comparison));
        }
    }
    progress(pairs.len(), pairs.len());
    links.sort_by(|a, b| {
        b.outcome
            .cmp(&a.outcome)
            .then(b.score.total_cmp(&a.score))
            .then((a.left, a.right).cmp(&(b.left, b.right)))
    });
    links
}

fn new_link(left: usize, right: usize, comparison: &Comparison) -> Link {
    Link {
        left,
        right,
        score: comparison.score(),
        outcome: comparison.outcome(),
        explanation: comparison.explain(),
    }
}
