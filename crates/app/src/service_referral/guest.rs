//! Who at the receiving agency works with the person, and the compartments in which they keep their own notes.

use domain::actor::Actor;
use domain::agency::AgencyKind;
use domain::case::Part;
use domain::compartment::CompartmentKind;
use domain::id::{MemberId, ServiceReferralId};
use domain::member::Role;
use packs::Opens;
use policy::Authorized;
use policy::action::{AnswerServiceReferral, ListMembers, ReadServiceReferral};
use store::Tx;
use store::consent::Live;
use store::service_referral::LoopStanding;

use super::{answers, notify, works, write_step};
use crate::consent::may_keep;
use crate::{App, Error, Fault, Result};

/// Somebody at the receiving agency who may work on a referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The member.
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// Their work title in English.
    pub title_en: String,
    /// Their work title in French.
    pub title_fr: String,
    /// They counsel, and keep notes in the vault.
    pub counsels: bool,
}

/// Opens a compartment of the case for the receiving agency, when by the packs the case type has one that opens with consent,
/// that kind of agency may hold it, and the purpose of the consent covers it; unless it is open.
pub(super) async fn open_kept(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<AnswerServiceReferral>,
    standing: &LoopStanding,
    live: &Live,
    kind: CompartmentKind,
) -> Result<()> {
    let rules = app.rules_at(tx.now());
    let rule = rules.case_type(&standing.case_type).and_then(|case_type| case_type.compartment(kind.code()));
    let holds = |held_by: &[String], by: AgencyKind| held_by.iter().any(|kind| kind == by.code());
    let opens =
        rule.is_some_and(|rule| rule.opens == Opens::WithConsent && holds(&rule.held_by, standing.to_kind));
    if !opens || !may_keep(rules, live.purpose()).contains(&kind) {
        return Ok(());
    }
    let there = tx.compartments_of_case(&ok.resource().case).await?;
    if !there.iter().any(|facts| facts.kind == kind && facts.owner == standing.to) {
        tx.keep_compartment(ok, live, kind).await?;
    }
    Ok(())
}

/// Who of the actor's agency may be chosen to work on a referral that it accepted.
///
/// # Errors
/// When the actor may not read the referral (told as absent) or not answer it, or the store fails.
pub async fn colleagues(app: &App, actor: &Actor, id: ServiceReferralId) -> Result<Vec<Colleague>> {
    app.recorded(async {
        let mine = actor.member().ok_or(Error::SignedOut)?.agency;
        let mut tx = app.begin_reading().await?;
        let facts = tx.service_referral_facts(id).await?;
        let read = app.permit::<ReadServiceReferral>(actor, id, facts, &())?;
        let _ = app.permit_visible::<AnswerServiceReferral>(actor, read.resource().clone(), &())?;
        let agency = tx.agency_facts(mine).await?;
        let ok = app.permit::<ListMembers>(actor, mine, agency, &())?;
        let members = tx.list_members(&ok).await?;
        let receipt = tx.commit().await?;
        let members = members.release(&receipt).into_iter();
        Ok(members
            .filter(|member| {
                member.active
                    && (member.roles.contains(&Role::Counsellor) || member.roles.contains(&Role::Worker))
            })
            .map(|member| Colleague {
                member: member.id,
                counsels: member.roles.contains(&Role::Counsellor),
                name: member.name,
                title_en: member.title_en,
                title_fr: member.title_fr,
            })
            .collect())
    })
    .await
}

/// Lets somebody of the receiving agency work with the person on a referral that it accepted: they keep their notes in its own
/// compartments, a counsellor in the vault. They read what was sent, not the case, unless a consent opens more.
///
/// # Errors
/// When the actor may not read the referral (told as absent) or not answer it, the member is not of the agency, it is not
/// accepted, the consent no longer stands, they work on it already, or the store fails.
pub async fn assign(app: &App, actor: &Actor, id: ServiceReferralId, member: MemberId) -> Result<()> {
    app.recorded(async {
        let mine = actor.member().ok_or(Error::SignedOut)?.agency;
        let mut tx = app.begin().await?;
        let facts = tx.service_referral_facts(id).await?;
        let read = app.permit::<ReadServiceReferral>(actor, id, facts, &())?;
        let ok = app.permit_visible::<AnswerServiceReferral>(actor, read.resource().clone(), &())?;
        if !answers(app.rules_at(tx.now()), actor)? {
            return Err(Error::Forbidden { barriers: Vec::new() });
        }
        let agency = tx.agency_facts(mine).await?;
        let list = app.permit::<ListMembers>(actor, mine, agency, &())?;
        let members = tx.list_members(&list).await?;
        let unknown = || Error::Invalid(vec![Fault::new("member", "service-referral-fault-member")]);
        let chosen = members.iter().find(|other| other.id == member && other.active).ok_or_else(unknown)?;
        let counsels = chosen.roles.contains(&Role::Counsellor);
        let part = if counsels { Part::Counsellor } else { Part::Worker };
        let standing = tx.loop_standing(&ok).await?;
        if !works(standing.state) {
            return Err(Error::Conflict);
        }
        let live = tx.live_consent(&ok, standing.consent).await?;
        let over = || Error::Invalid(vec![Fault::new("member", "service-referral-fault-consent-over")]);
        let live = live.ok_or_else(over)?;
        tx.join_by_consent(&ok, &live, member, part).await?;
        open_kept(app, &mut tx, &ok, &standing, &live, CompartmentKind::Services).await?;
        if counsels {
            open_kept(app, &mut tx, &ok, &standing, &live, CompartmentKind::Vault).await?;
        }
        write_step(&mut tx, &ok, &ok.resource().case, &standing.number, "service-referral-joined").await?;
        notify(&mut tx, &ok, id, mine, Some(member), None).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
