//! Linking the two halves of the test data, held against its published truth.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use app::App;
use app::matching::Progress;

use super::files::Data;
use super::people::People;
use super::records::{FEBRL, head};
use super::summary::{Quality, Summary};
use crate::progress::bar;

pub(crate) async fn link(
    app: &App,
    data: &Data,
    people: &People,
    small: bool,
    summary: &mut Summary,
) -> anyhow::Result<()> {
    let started = Instant::now();
    let bar = bar(1, "linking");
    let linked = app::matching::link_all(app, &mut |progress| {
        if let Progress::Compared(done, all) = progress {
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        }
    })
    .await?;
    bar.finish_and_clear();
    summary.alerts_raised = linked.raised;
    let took = started.elapsed();

    let kept = |path: &str| -> anyhow::Result<BTreeSet<String>> {
        let bytes = data.bytes(path)?;
        let bytes = if small { head(bytes, 300) } else { bytes };
        let text = std::str::from_utf8(bytes)?;
        Ok(text
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').next())
            .map(|key| key.trim().to_owned())
            .collect())
    };
    let [(left_agency, left_path, ..), (right_agency, right_path, ..)] = FEBRL;
    let (left, right) = (kept(left_path)?, kept(right_path)?);
    let mut clusters: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let truth_text = data.text("linkage/febrl/truth_febrl4.csv")?;
    for line in truth_text.lines().skip(1) {
        let mut parts = line.split(',').map(str::trim);
        if let (Some(key), Some(cluster)) = (parts.next(), parts.next())
            && (left.contains(key) || right.contains(key))
        {
            clusters.entry(cluster).or_default().push(key);
        }
    }
    let truth: BTreeSet<(String, String)> = clusters
        .values()
        .flat_map(|keys| {
            let lefts = keys.iter().filter(|key| left.contains(**key));
            lefts.flat_map(|l| {
                keys.iter().filter(|key| right.contains(**key)).map(|r| ((*l).to_owned(), (*r).to_owned()))
            })
        })
        .collect();
    let (left_id, right_id) = (people.agency(left_agency)?, people.agency(right_agency)?);
    let found: BTreeSet<(String, String)> = linked
        .pairs
        .iter()
        .filter_map(|pair| {
            let (a, b) = (&pair.left, &pair.right);
            let (l, r) = if a.0 == left_id && b.0 == right_id {
                (&a.1, &b.1)
            } else if a.0 == right_id && b.0 == left_id {
                (&b.1, &a.1)
            } else {
                return None;
            };
            (left.contains(l) && right.contains(r)).then(|| (l.clone(), r.clone()))
        })
        .collect();
    let evaluation = linkage::evaluate(found.iter().cloned(), truth.iter().cloned());
    summary.quality = Some(Quality {
        name: "FEBRL dataset 4a (child protection) with 4b (police)",
        records: (left.len(), right.len()),
        found: found.len(),
        truth: truth.len(),
        precision: evaluation.precision,
        recall: evaluation.recall,
        took,
    });
    Ok(())
}
