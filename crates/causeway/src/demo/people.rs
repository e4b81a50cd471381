//! Agencies, members and services.

use std::collections::BTreeMap;

use anyhow::{Context as _, anyhow};
use app::App;
use domain::actor::{Actor, MemberActor};
use domain::agency::{Agency, AgencyKind, Team};
use domain::id::{AgencyId, MemberId, TeamId};
use domain::member::Member;
use extract::world::World;
use store::agency::AgencySource;

use super::files::Data;
use super::persona;
use super::summary::Summary;

/// Who is who in the store, by the world's own keys.
pub(crate) struct People {
    agencies: BTreeMap<String, (AgencyId, AgencyKind)>,
    members: BTreeMap<String, MemberActor>,
}

impl People {
    /// An agency's id.
    pub(crate) fn agency(&self, key: &str) -> anyhow::Result<AgencyId> {
        Ok(self.agencies.get(key).ok_or_else(|| anyhow!("no agency `{key}`"))?.0)
    }

    /// An agency's kind.
    pub(crate) fn agency_kind(&self, key: &str) -> anyhow::Result<AgencyKind> {
        Ok(self.agencies.get(key).ok_or_else(|| anyhow!("no agency `{key}`"))?.1)
    }

    /// A persona.
    pub(crate) fn member(&self, key: &str) -> anyhow::Result<&MemberActor> {
        self.members.get(key).ok_or_else(|| anyhow!("no persona `{key}`"))
    }

    /// A persona as an actor.
    pub(crate) fn actor(&self, key: &str) -> anyhow::Result<Actor> {
        Ok(Actor::Member(self.member(key)?.clone()))
    }

    /// A persona of an agency for whom `fits` holds.
    pub(crate) fn any_of(
        &self,
        agency: &str,
        fits: impl Fn(&MemberActor) -> bool,
    ) -> anyhow::Result<&MemberActor> {
        let id = self.agency(agency)?;
        let member = self.members.values().find(|member| member.agency == id && fits(member));
        member.ok_or_else(|| anyhow!("no fitting persona at `{agency}`"))
    }
}

/// Loads agencies, teams, members with their sign-in, and the service directory.
pub(crate) async fn load(
    app: &App,
    world: &World,
    data: &Data,
    summary: &mut Summary,
) -> anyhow::Result<People> {
    let titles: BTreeMap<&str, String> = world
        .sources
        .iter()
        .map(|source| {
            (source.id.as_str(), format!("{}, {} ({})", source.title, source.publisher, source.date))
        })
        .collect();
    let agencies: Vec<(Agency, AgencySource)> = world
        .organisations
        .iter()
        .map(|organisation| {
            let agency = Agency {
                id: AgencyId::new(),
                kind: organisation.kind,
                name_en: organisation.name.en.clone(),
                name_fr: organisation.name.fr.clone(),
                duty_phone: organisation.duty_phone.clone(),
                invented: organisation.invented,
            };
            let sources: Vec<&str> = organisation
                .sources
                .iter()
                .filter_map(|id| titles.get(id.as_str()))
                .map(String::as_str)
                .collect();
            let source = AgencySource {
                key: organisation.id.clone(),
                programme: organisation.programmes.first().cloned(),
                source: (!sources.is_empty()).then(|| sources.join("; ")),
            };
            (agency, source)
        })
        .collect();
    let mut team_ids: BTreeMap<&str, TeamId> = BTreeMap::new();
    let mut teams = Vec::new();
    for (organisation, (agency, _)) in world.organisations.iter().zip(&agencies) {
        for team in &organisation.team {
            let id = TeamId::new();
            team_ids.insert(&team.id, id);
            teams.push(Team {
                id,
                agency: agency.id,
                name_en: team.name.en.clone(),
                name_fr: team.name.fr.clone(),
            });
        }
    }
    let ids = app::agency::load(app, &agencies, &teams).await.context("agencies could not be loaded")?;
    summary.agencies = ids.len();
    let mut people = People { agencies: BTreeMap::new(), members: BTreeMap::new() };
    for (organisation, id) in world.organisations.iter().zip(ids) {
        people.agencies.insert(organisation.id.clone(), (id, organisation.kind));
    }
    for persona in &world.personas {
        let agency = people.agency(&persona.agency)?;
        let member = Member {
            id: MemberId::new(),
            agency,
            team: persona.team.as_deref().and_then(|team| team_ids.get(team).copied()),
            login: persona.id.clone(),
            name: persona.name.clone(),
            title_en: persona.title.en.clone(),
            title_fr: persona.title.fr.clone(),
            phone: Some(persona.phone.clone()),
            roles: persona.roles.iter().copied().collect(),
            active: true,
        };
        app::member::add(app, &Actor::System, &member).await?;
        let (password, secret) = persona::sign_in_of(&persona.id);
        app::member::enrol_for_training(app, member.id, password.into(), &secret).await?;
        let actor = MemberActor {
            member: member.id,
            agency,
            agency_kind: people.agency_kind(&persona.agency)?,
            team: member.team,
            roles: member.roles,
            name: member.name,
        };
        people.members.insert(persona.id.clone(), actor);
    }
    summary.members = people.members.len();
    summary.services = services(app, world, data, &people).await?;
    Ok(people)
}

async fn services(app: &App, world: &World, data: &Data, people: &People) -> anyhow::Result<usize> {
    let read = extract::directory::from_json(
        data.bytes("directory/ontario-example.json")?,
        extract::directory::Limits::default(),
    )
    .map_err(|message| anyhow!("the service directory cannot be read: {message:?}"))?;
    let mut answers: BTreeMap<String, AgencyId> = BTreeMap::new();
    for organisation in &world.organisations {
        for service in &organisation.services {
            answers.insert(service.clone(), people.agency(&organisation.id)?);
        }
    }
    Ok(app::service::load(app, &read.services, &answers).await?)
}
