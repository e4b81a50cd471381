//! The directory as a map: how many services work where, by census division. A choice beside the list, for those who are
//! signed in.
//!
//! Services are placed by the area that they say they serve, never by an address: where a shelter is stays unsaid.

use std::collections::BTreeMap;

use app::service::{ServiceView, Wishes};
use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;

use crate::chart::{Frame, Value};
use crate::i18n::L10n;
use crate::map::{Choropleth, Cover, Layer, Window, cover, region_names};
use crate::{Access, Ledger, Page, PageError, PageResult, Routes, Visit, render};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/directory/map", "service.map", Access::SignedIn, Ledger::Entry, whole).get(
        "/directory/map/{category}",
        "service.map.category",
        Access::SignedIn,
        Ledger::Entry,
        of_category,
    )
}

#[derive(Deserialize)]
struct View {
    #[serde(default)]
    view: String,
}

/// A kind of service to choose.
struct Kind {
    label: String,
    href: String,
    current: bool,
}

/// A service that no single division holds, with its page.
struct Wide {
    name: String,
    href: String,
}

#[derive(Template)]
#[template(path = "service_map/show.html")]
struct Show {
    t: L10n,
    page: Page,
    here: String,
    kinds: Vec<Kind>,
    map: Choropleth,
    /// Services that work everywhere.
    everywhere: Vec<Wide>,
    /// Services whose area no division is known for.
    unplaced: Vec<Wide>,
}

async fn whole(visit: Visit, Query(view): Query<View>) -> PageResult {
    show(visit, None, &view).await
}

async fn of_category(visit: Visit, Path(category): Path<String>, Query(view): Query<View>) -> PageResult {
    show(visit, Some(category), &view).await
}

/// How many services work in each division, which work everywhere, and which could not be placed.
#[derive(Default)]
struct Spread<'a> {
    divisions: BTreeMap<&'static str, i64>,
    everywhere: Vec<&'a ServiceView>,
    unplaced: Vec<&'a ServiceView>,
}

impl<'a> Spread<'a> {
    fn of(services: &'a [ServiceView]) -> Self {
        let mut spread = Self::default();
        for view in services {
            let covers: Vec<Cover> = view.service.areas.iter().map(|area| cover(area)).collect();
            // A service that names a town and its county works in one division, once.
            let mut divisions = std::collections::BTreeSet::new();
            for cover in &covers {
                if let Cover::Divisions(these) = cover {
                    divisions.extend(these.iter().copied());
                }
            }
            if covers.contains(&Cover::Everywhere) {
                spread.everywhere.push(view);
            } else if divisions.is_empty() {
                spread.unplaced.push(view);
            }
            if !covers.contains(&Cover::Everywhere) {
                for division in divisions {
                    *spread.divisions.entry(division).or_default() += 1;
                }
            }
        }
        spread
    }
}

async fn show(visit: Visit, category: Option<String>, view: &View) -> PageResult {
    let t = visit.t;
    let rules = visit.app.rules_at(visit.app.now());
    let list = rules.codes("service-categories");
    let unknown = category.as_ref().is_some_and(|id| list.is_none_or(|list| !list.contains(id)));
    if unknown {
        return Err(PageError::NotFound);
    }
    let wishes = Wishes { category: category.clone(), ..Wishes::default() };
    let found = app::service::search(&visit.app, &visit.actor(), &wishes).await?;
    let spread = Spread::of(&found.services);
    let page = visit.page(t.get("service-map-title"))?;
    let address = |category: Option<&str>| match category {
        Some(category) => page.href(&format!("/directory/map/{category}")),
        None => page.href("/directory/map"),
    };
    let mut kinds =
        vec![Kind { label: t.get("service-map-all"), href: address(None), current: category.is_none() }];
    kinds.extend(list.into_iter().flat_map(|list| &list.value).map(|code| Kind {
        label: t.pick(code.label.en(), code.label.fr()).to_owned(),
        href: address(Some(&code.id)),
        current: category.as_deref() == Some(&code.id),
    }));
    let wide = |views: &[&ServiceView]| {
        let one = |view: &&ServiceView| Wide {
            name: t.pick(&view.service.name_en, &view.service.name_fr).to_owned(),
            href: page.href(&format!("/directory/{}", view.service.id)),
        };
        views.iter().map(one).collect::<Vec<_>>()
    };
    render(&Show {
        here: address(category.as_deref()),
        kinds,
        map: drawn(t, &spread, Window::from_id(&view.view)),
        everywhere: wide(&spread.everywhere),
        unplaced: wide(&spread.unplaced),
        t,
        page,
    })
}

fn drawn(t: L10n, spread: &Spread<'_>, window: Window) -> Choropleth {
    let names: BTreeMap<&str, &str> = region_names(Layer::CensusDivisions, t).collect();
    let without = names.keys().filter(|id| !spread.divisions.contains_key(*id)).count();
    let finding = match without {
        0 => t.get("service-map-everywhere-some"),
        without => t.with("service-map-without", (("n", without), ("of", names.len()))),
    };
    let frame = Frame::new("map", finding, t.get("service-map-description"))
        .columns([t.get("service-map-division"), t.get("service-map-services")]);
    let count = |id: &str| spread.divisions.get(id).copied().unwrap_or(0);
    let figures = names.keys().map(|id| ((*id).to_owned(), Value::Count(count(id)))).collect();
    Choropleth::new(t, frame, Layer::CensusDivisions, window, &figures)
}

#[cfg(test)]
mod tests {
    use app::service::Room;
    use domain::id::ServiceId;
    use domain::service::{Details, Places, Service};

    use super::*;

    fn service(areas: &[&str]) -> ServiceView {
        let service = Service {
            id: ServiceId::new(),
            source_key: "1".into(),
            agency: None,
            name_en: "Example".into(),
            name_fr: "Exemple".into(),
            description_en: String::new(),
            description_fr: String::new(),
            organisation: String::new(),
            category: String::new(),
            min_age: None,
            max_age: None,
            areas: areas.iter().map(|area| (*area).to_owned()).collect(),
            phone: None,
            languages: Vec::new(),
            indigenous_led: false,
            places: Places::default(),
            details: Details::default(),
        };
        ServiceView { service, room: Room::Unknown }
    }

    #[test]
    fn a_service_counts_once_in_each_division_that_it_serves() {
        let services = [
            service(&["Kingston", "Frontenac County"]),
            service(&["Kingston", "Toronto"]),
            service(&["Ontario", "Kingston"]),
            service(&["Atlantis"]),
        ];
        let spread = Spread::of(&services);
        assert_eq!(spread.divisions, BTreeMap::from([("3510", 2), ("3520", 1)]));
        assert_eq!((spread.everywhere.len(), spread.unplaced.len()), (1, 1));
    }
}
