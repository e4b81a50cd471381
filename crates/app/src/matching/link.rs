//! The linking engine at work: many records in a run, or one record as it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use domain::actor::Actor;
use domain::id::{AgencyId, ImportId, MatchId, RecordId};
use domain::matching::{Agreement, Evidence, MatchAlert, MatchState, Reason};
use domain::record::Person;
use linkage::{Explanation, Frequencies, Model, Outcome, PersonFields, Profile};
use policy::Authorized;
use policy::action::{CompareRecord, LinkRecords};
use policy::facts::SystemFacts;
use store::Tx;
use store::matching::Linkable;
use tokio::sync::mpsc;

use super::tell_side;
use crate::record::{fields, tokens};
use crate::{App, Error, Result};

/// Records read at once.
const PAGE: i64 = 1_000;
/// Known records that a new one is compared with at most.
const NEIGHBOURS: i64 = 500;

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// This many records were read.
    Read(usize),
    /// This many pairs of all were compared, for one pair of agencies.
    Compared(usize, usize),
    /// This many alerts were raised.
    Raised(usize),
}

/// Two records that the run found, by the keys of their holders, to hold against a known truth.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkedPair {
    /// One holder and its key.
    pub left: (AgencyId, String),
    /// The other holder and its key.
    pub right: (AgencyId, String),
    /// The model suggests that it is likely; otherwise that it is possible.
    pub likely: bool,
}

/// What a run did.
#[derive(Debug, Clone, Default)]
pub struct LinkStatistics {
    /// Records read.
    pub records: usize,
    /// Pairs compared.
    pub compared: usize,
    /// Pairs found, likely ones first.
    pub pairs: Vec<LinkedPair>,
    /// Alerts raised: pairs found that had none yet.
    pub raised: usize,
    /// Alerts of which both holders were told at once.
    pub told: usize,
    /// Blocking keys that were too common to follow.
    pub dropped_blocks: usize,
    /// How long it took.
    pub took: Duration,
}

/// A pair that the engine found.
struct Found {
    left: RecordId,
    right: RecordId,
    explanation: Explanation,
}

fn permit(app: &App) -> Result<Authorized<LinkRecords>> {
    app.permit::<LinkRecords>(&Actor::System, "system", Some(SystemFacts), &())
}

/// Compares the records of all agencies with each other and raises alerts for pairs that may be one person.
///
/// # Errors
/// When the store fails; alerts are raised in one transaction, all or none.
pub async fn link_all(app: &App, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<LinkStatistics> {
    run(app, None, progress).await
}

/// Compares the records of one import with those of all other agencies.
///
/// # Errors
/// As [`link_all`].
pub async fn link_import(
    app: &App,
    import: ImportId,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<LinkStatistics> {
    run(app, Some(import), progress).await
}

async fn run(
    app: &App,
    import: Option<ImportId>,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<LinkStatistics> {
    let began = Instant::now();
    let records = read_all(app, progress).await?;
    let mut statistics = LinkStatistics { records: records.len(), ..LinkStatistics::default() };
    let keys: BTreeMap<RecordId, (AgencyId, String)> =
        records.iter().map(|record| (record.id, (record.owner, record.source_key.clone()))).collect();
    let mut found = Vec::new();
    for (left, right) in sides(&records, import) {
        let (links, compared, dropped) = compare(app.linkage().clone(), left, right, progress).await?;
        found.extend(links);
        statistics.compared += compared;
        statistics.dropped_blocks += dropped;
    }
    found.sort_by(|a, b| b.explanation.score.total_cmp(&a.explanation.score));
    let key = |id: &RecordId| keys.get(id).cloned();
    statistics.pairs = found
        .iter()
        .filter_map(|found| {
            let likely = found.explanation.outcome == Outcome::Likely;
            Some(LinkedPair { left: key(&found.left)?, right: key(&found.right)?, likely })
        })
        .collect();
    statistics.pairs.sort_by_key(|pair| !pair.likely);
    let (raised, told) = app.recorded(raise_all(app, found)).await?;
    statistics.raised = raised;
    statistics.told = told;
    progress(Progress::Raised(raised));
    statistics.took = began.elapsed();
    Ok(statistics)
}

/// Every record that the engine may compare, read page by page and confirmed by the policy one by one.
async fn read_all(app: &App, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<Vec<Linkable>> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = permit(app)?;
        let mut pages = Vec::new();
        let (mut read, mut after) = (0, None);
        loop {
            let rows = tx.linkable(&ok, after, PAGE).await?;
            let full = rows.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
            let page = rows.map(|rows| app.admit::<CompareRecord, _>(&Actor::System, &(), rows));
            after = page.last().map(|record| record.id).or(after);
            read += page.len();
            progress(Progress::Read(read));
            pages.push(page);
            if !full {
                break;
            }
        }
        tx.tell(&ok, "read", read);
        let receipt = tx.commit().await?;
        Ok(pages.into_iter().flat_map(|page| page.release(&receipt)).collect())
    })
    .await
}

type Side = Vec<PersonFields>;

/// Which records are compared with which: those of each two agencies, or those of an import with each other agency's.
fn sides(records: &[Linkable], import: Option<ImportId>) -> Vec<(Side, Side)> {
    let mut by_owner: BTreeMap<AgencyId, (Side, Side)> = BTreeMap::new();
    for record in records {
        let (all, new) = by_owner.entry(record.owner).or_default();
        let person = fields(record.id, &record.person);
        if import.is_some() && record.import == import {
            new.push(person.clone());
        }
        all.push(person);
    }
    let mut pairs = Vec::new();
    if import.is_some() {
        for (owner, (_, new)) in by_owner.iter().filter(|(_, (_, new))| !new.is_empty()) {
            let others = by_owner.iter().filter(|(other, _)| *other != owner);
            pairs.extend(others.map(|(_, (all, _))| (new.clone(), all.clone())));
        }
    } else {
        let sides: Vec<&Side> = by_owner.values().map(|(all, _)| all).collect();
        for (at, left) in sides.iter().enumerate() {
            pairs.extend(sides.iter().skip(at + 1).map(|right| ((*left).clone(), (*right).clone())));
        }
    }
    pairs
}

/// Compares two lists on a thread of its own.
async fn compare(
    model: Model,
    left: Side,
    right: Side,
    progress: &mut (dyn FnMut(Progress) + Send),
) -> Result<(Vec<Found>, usize, usize)> {
    let (tell, mut told) = mpsc::unbounded_channel();
    let work = tokio::task::spawn_blocking(move || {
        let result = linkage::link(&left, &right, &model, |done, of| {
            // Nobody listens any more when the run was given up; then there is nothing to tell.
            let _ = tell.send((done, of));
        });
        let id = |side: &Side, at: usize| side.get(at).and_then(|person| person.key.parse().ok());
        let links = result.links.into_iter().filter_map(|link| {
            Some(Found {
                left: id(&left, link.left)?,
                right: id(&right, link.right)?,
                explanation: link.explanation,
            })
        });
        (links.collect(), result.compared, result.dropped.len())
    });
    while let Some((done, of)) = told.recv().await {
        progress(Progress::Compared(done, of));
    }
    work.await.map_err(|_| Error::Broken("a run of the linking engine was broken off".into()))
}

/// Raises alerts for the pairs found, and tells the holders by the rule of the pack.
async fn raise_all(app: &App, found: Vec<Found>) -> Result<(usize, usize)> {
    let mut tx = app.begin().await?;
    let ok = permit(app)?;
    let records: Vec<RecordId> = found
        .iter()
        .flat_map(|found| [found.left, found.right])
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    // What was read before may have gone or been sealed since.
    let owners = tx.still_linkable(&ok, &records).await?;
    let alerts: Vec<MatchAlert> = found
        .into_iter()
        .filter(|found| owners.contains_key(&found.left) && owners.contains_key(&found.right))
        .map(|found| alert(app.linkage(), &tx, found))
        .collect();
    let (raised, told) = raise(app, &mut tx, &ok, &alerts, &owners).await?;
    tx.tell(&ok, "raised", raised);
    tx.tell(&ok, "told", told);
    tx.commit().await?;
    Ok((raised, told))
}

/// Writes alerts and tells the holders of those that are new: of each when they are few or a record is at work, otherwise
/// each agency once.
async fn raise(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<LinkRecords>,
    alerts: &[MatchAlert],
    owners: &BTreeMap<RecordId, AgencyId>,
) -> Result<(usize, usize)> {
    let raised = tx.raise_matches(ok, alerts).await?;
    let new: Vec<&MatchAlert> = alerts.iter().filter(|alert| raised.contains(&alert.id)).collect();
    let few = app.rules_at(tx.now()).matching().map_or(0, |rule| rule.tell_each_up_to);
    let few = new.len() <= usize::try_from(few).unwrap_or(usize::MAX);
    let records: Vec<RecordId> = new.iter().flat_map(|alert| [alert.left, alert.right]).collect();
    let at_work = if few { BTreeSet::new() } else { tx.records_at_work(ok, &records).await? };
    let mut told = 0;
    let mut untold: BTreeMap<AgencyId, MatchId> = BTreeMap::new();
    for alert in new {
        let now = few || at_work.contains(&alert.left) || at_work.contains(&alert.right);
        told += usize::from(now);
        for record in [alert.left, alert.right] {
            let Some(owner) = owners.get(&record).copied() else { continue };
            if now {
                tell_side(app, tx, ok, alert.id, owner).await?;
            } else {
                // The strongest comes first and stands for the run.
                untold.entry(owner).or_insert(alert.id);
            }
        }
    }
    for (agency, alert) in untold {
        super::notify(tx, ok, alert, agency, domain::notice::NoticeKind::MatchRaised).await?;
    }
    Ok((raised.len(), told))
}

fn alert(model: &Model, tx: &Tx, found: Found) -> MatchAlert {
    let (left, right) =
        if found.left < found.right { (found.left, found.right) } else { (found.right, found.left) };
    MatchAlert {
        id: MatchId::new(),
        left,
        right,
        raised_at: tx.now(),
        state: MatchState::Open,
        decided_at: None,
        weight: found.explanation.score,
        evidence: evidence(model, found.explanation),
    }
}

fn evidence(model: &Model, explanation: Explanation) -> Evidence {
    let reasons = explanation.reasons.into_iter().map(|reason| Reason {
        message: reason.message,
        args: reason.arguments,
        field: reason.field.as_str().to_owned(),
        agreement: match reason.agreement {
            linkage::Agreement::Agree => Agreement::Agree,
            linkage::Agreement::Close => Agreement::Close,
            linkage::Agreement::Disagree => Agreement::Disagree,
            linkage::Agreement::Missing => Agreement::Missing,
        },
        weight: reason.weight,
    });
    Evidence {
        prior: explanation.prior,
        reasons: reasons.collect(),
        limits: explanation.limits,
        likely: explanation.outcome == Outcome::Likely,
        model: format!("{} {}", model.id, model.version),
    }
}

/// Compares one record with those of other agencies inside the transaction that wrote it, and raises alerts.
pub(crate) async fn link_record(
    app: &App,
    tx: &mut Tx,
    id: RecordId,
    person: &Person,
) -> Result<Vec<MatchId>> {
    let ok = permit(app)?;
    let mut owners = tx.still_linkable(&ok, &[id]).await?;
    // What may not be compared is not: the vault, intelligence, services, sealed youth records.
    let Some(owner) = owners.get(&id).copied() else { return Ok(Vec::new()) };
    let asked = fields(id, person);
    let profile = Profile::new(&asked);
    let tokens = tokens(&asked);
    let near = tx.link_candidates(&ok, owner, &tokens, NEIGHBOURS).await?;
    let near = near.map(|rows| app.admit::<CompareRecord, _>(&Actor::System, &(), rows));
    let (records, counts) = tx.token_counts(&ok, &tokens).await?;
    let count = |field: linkage::TokenField, value: &str| {
        let counted = counts.iter().filter(|count| {
            count.field == field.as_str()
                && count.token == value
                && matches!(count.kind.as_str(), "word" | "phone" | "identifier")
        });
        counted.map(|count| u32::try_from(count.records).unwrap_or(u32::MAX)).max().unwrap_or(0)
    };
    let frequencies = Frequencies::counted(u32::try_from(records).unwrap_or(u32::MAX), &profile, count);
    let mut alerts = Vec::new();
    for known in near.iter() {
        let comparison = linkage::compare(
            &profile,
            &Profile::new(&fields(known.id, &known.person)),
            app.linkage(),
            &frequencies,
        );
        if comparison.outcome() > Outcome::Unlikely {
            owners.insert(known.id, known.owner);
            let found = Found { left: id, right: known.id, explanation: comparison.explain() };
            alerts.push(alert(app.linkage(), tx, found));
        }
    }
    alerts.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    tx.tell(&ok, "compared", near.len());
    let (raised, _) = raise(app, tx, &ok, &alerts, &owners).await?;
    tx.tell(&ok, "raised", raised);
    Ok(alerts.iter().map(|alert| alert.id).collect())
}
