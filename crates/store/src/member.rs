//! Members of agencies.

use std::collections::BTreeSet;

use domain::actor::MemberActor;
use domain::agency::AgencyKind;
use domain::id::{AgencyId, MemberId};
use domain::member::{Member, Role};
use policy::action::{ListCaseworkers, ListMembers, LoadReference, ManageMembers, ReadMember, UseAccount};
use policy::{Action, Authorized};

use crate::row::{Row, json, text, text_opt};
use crate::{Error, Held, Result, Tx};

/// Actions that add a member.
pub trait AddsMember: Action {}
impl AddsMember for ManageMembers {}
impl AddsMember for LoadReference {}

pub(crate) fn member(row: &Row) -> Result<Member> {
    Ok(Member {
        id: row.parse("id")?,
        agency: row.parse("agency_id")?,
        team: row.parse_opt("team_id")?,
        login: row.text("login")?,
        name: row.text("name")?,
        title_en: row.text("title_en")?,
        title_fr: row.text("title_fr")?,
        phone: row.text_opt("phone")?,
        roles: row.json::<BTreeSet<Role>>("roles")?,
        active: row.bool("active")?,
    })
}

pub(crate) fn actor(row: &Row) -> Result<MemberActor> {
    let member = member(row)?;
    Ok(MemberActor {
        member: member.id,
        agency: member.agency,
        agency_kind: row.parse("agency_kind")?,
        team: member.team,
        roles: member.roles,
        name: member.name,
    })
}

/// Someone who can join a case, as other agencies may know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caseworker {
    /// The member.
    pub member: MemberId,
    /// Their agency.
    pub agency: AgencyId,
    /// Their name.
    pub name: String,
    /// Their work title in English.
    pub title_en: String,
    /// Their work title in French.
    pub title_fr: String,
    /// Their work telephone.
    pub phone: Option<String>,
    /// A liaison.
    pub liaison: bool,
    /// A counsellor.
    pub counsellor: bool,
}

impl Tx {
    /// Who of the agency can join a case, by name: those who work on cases now. Of a First Nation that is not the
    /// actor's own, its liaisons only.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_caseworkers(
        &mut self,
        ok: &Authorized<ListCaseworkers>,
    ) -> Result<Held<Vec<Caseworker>>> {
        let own = ok.actor().member().is_some_and(|member| member.agency == ok.id());
        let joins: &[Role] = match (own, ok.resource().kind) {
            (true, _) => &[Role::Worker, Role::Duty, Role::Liaison, Role::Counsellor, Role::Supervisor],
            (false, AgencyKind::FirstNation) => &[Role::Liaison],
            (false, _) => &[Role::Worker, Role::Duty, Role::Liaison],
        };
        let rows = self.rows(ok, sql!("member/caseworkers"), &[text(ok.id())]).await?;
        let mut caseworkers = Vec::new();
        for row in &rows {
            let roles = row.json::<BTreeSet<Role>>("roles")?;
            if joins.iter().any(|role| roles.contains(role)) {
                caseworkers.push(Caseworker {
                    member: row.parse("id")?,
                    agency: row.parse("agency_id")?,
                    name: row.text("name")?,
                    title_en: row.text("title_en")?,
                    title_fr: row.text("title_fr")?,
                    phone: row.text_opt("phone")?,
                    liaison: roles.contains(&Role::Liaison),
                    counsellor: roles.contains(&Role::Counsellor),
                });
            }
        }
        Ok(Held::new(caseworkers))
    }

    /// Adds a member.
    ///
    /// # Errors
    /// When the sign-in name is taken, or the database fails.
    pub async fn add_member<A: AddsMember>(&mut self, ok: &Authorized<A>, member: &Member) -> Result<()> {
        let values = [
            text(member.id),
            text(member.agency),
            text_opt(member.team),
            (&member.login).into(),
            (&member.name).into(),
            (&member.title_en).into(),
            (&member.title_fr).into(),
            (&member.phone).into(),
            json(&member.roles)?,
        ];
        self.execute_one(ok, sql!("member/insert"), &values).await
    }

    /// Lets a member of the agency in again, or out for good; nothing of theirs is deleted.
    ///
    /// # Errors
    /// When they are no member of the agency or it is so already, or the database fails.
    pub async fn set_member_active(
        &mut self,
        ok: &Authorized<ManageMembers>,
        member: MemberId,
        active: bool,
    ) -> Result<()> {
        self.execute_one(ok, sql!("member/set_active"), &[text(member), text(ok.id()), active.into()]).await
    }

    /// Sets the roles of a member of the agency.
    ///
    /// # Errors
    /// When they are no member of the agency, or the database fails.
    pub async fn set_member_roles(
        &mut self,
        ok: &Authorized<ManageMembers>,
        member: MemberId,
        roles: &BTreeSet<Role>,
    ) -> Result<()> {
        self.execute_one(ok, sql!("member/set_roles"), &[text(member), text(ok.id()), json(roles)?]).await
    }

    /// The member of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn member(&mut self, ok: &Authorized<ReadMember>) -> Result<Held<Member>> {
        let row = self.row(ok, sql!("member/get"), &[text(ok.id())]).await?.ok_or(Error::Conflict)?;
        Ok(Held::new(member(&row)?))
    }

    /// The member of the account as an actor, with the attributes that the policy reads; none once they have left.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_actor(&mut self, ok: &Authorized<UseAccount>) -> Result<Held<Option<MemberActor>>> {
        let row = self.row(ok, sql!("member/get"), &[text(ok.id())]).await?.ok_or(Error::Conflict)?;
        Ok(Held::new(if row.bool("active")? { Some(actor(&row)?) } else { None }))
    }

    /// The members of the agency of the authorisation, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_members(&mut self, ok: &Authorized<ListMembers>) -> Result<Held<Vec<Member>>> {
        let rows = self.rows(ok, sql!("member/list"), &[text(ok.id())]).await?;
        Ok(Held::new(rows.iter().map(member).collect::<Result<_>>()?))
    }
}
