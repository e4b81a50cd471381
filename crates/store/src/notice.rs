//! Notices: what a member or a duty desk is told. They carry ids and codes, no personal data.

use domain::actor::MemberActor;
use domain::id::{AgencyId, CaseId, MemberId, NoticeId};
use domain::member::Role;
use domain::notice::{Notice, NoticeKind};
use policy::action::UseAccount;
use policy::{Action, Authorized};

use crate::reach::Reach;
use crate::row::{Row, text, text_opt};
use crate::{Held, Result, Tx};

/// A notice to give.
#[derive(Debug, Clone)]
pub struct NewNotice {
    /// To which agency.
    pub agency: AgencyId,
    /// To which member; none for the agency's duty desk.
    pub member: Option<MemberId>,
    /// What it tells.
    pub kind: NoticeKind,
    /// The kind of thing it is about, as in the ledger.
    pub subject_kind: &'static str,
    /// That thing's id.
    pub subject_id: String,
    /// The case, where the reader may open it.
    pub case: Option<CaseId>,
}

/// Whether notices to the agency as a whole reach the member: at its duty desk, its supervisors, and, in the oversight body,
/// its auditors.
pub(crate) fn at_desk(member: &MemberActor) -> bool {
    [Role::Duty, Role::Supervisor, Role::Auditor].iter().any(|role| member.has(*role))
}

fn notice(row: &Row) -> Result<Notice> {
    Ok(Notice {
        id: row.parse("id")?,
        agency: row.parse("agency_id")?,
        member: row.parse_opt("member_id")?,
        kind: row.parse("kind")?,
        subject_kind: row.text("subject_kind")?,
        subject_id: row.text("subject_id")?,
        case: row.parse_opt("case_id")?,
        at: row.at("at")?,
        seen_at: row.at_opt("seen_at")?,
    })
}

impl Tx {
    /// Gives a notice, as part of what the authorisation permits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notify<A: Action>(&mut self, ok: &Authorized<A>, new: &NewNotice) -> Result<()> {
        let values = [
            text(NoticeId::new()),
            text(new.agency),
            text_opt(new.member),
            text(new.kind),
            new.subject_kind.into(),
            (&new.subject_id).into(),
            text_opt(new.case),
            self.now().into(),
        ];
        self.execute_one(ok, sql!("notice/insert"), &values).await
    }

    /// Notices to the actor, unseen first, then newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_notices(
        &mut self,
        ok: &Authorized<UseAccount>,
        limit: i64,
    ) -> Result<Held<Vec<Notice>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let values = [text(member.agency), Reach(member).me(), at_desk(member).into(), limit.into()];
        let rows = self.rows(ok, sql!("notice/list"), &values).await?;
        Ok(Held::new(rows.iter().map(notice).collect::<Result<_>>()?))
    }

    /// Notes that the actor has seen a notice.
    ///
    /// # Errors
    /// When it is not theirs or was seen before, or the database fails.
    pub async fn see_notice(&mut self, ok: &Authorized<UseAccount>, id: NoticeId) -> Result<()> {
        let Some(member) = ok.actor().member() else { return Err(crate::Error::Conflict) };
        let values =
            [text(id), text(member.agency), Reach(member).me(), at_desk(member).into(), self.now().into()];
        self.execute_one(ok, sql!("notice/see"), &values).await
    }
}
