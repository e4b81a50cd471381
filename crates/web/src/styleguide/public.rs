//! The public half: a form with every kind of field, its errors and its confirmation.

use askama::Template;
use axum::http::StatusCode;

use crate::{
    Choice, Form, FormErrors, FormView, L10n, Page, PageError, PageResult, Visit, msg, render, render_with,
};

#[derive(Template)]
#[template(path = "styleguide/public.html")]
struct Public {
    t: L10n,
    page: Page,
    f: FormView,
    ages: Vec<Choice>,
    wishes: Vec<Choice>,
    regions: Vec<Choice>,
    sent: bool,
}

fn public_page(visit: &Visit, form: Form, errors: FormErrors, sent: bool) -> Result<Public, PageError> {
    let t = visit.t;
    let page = visit.page("Styleguide")?.with_form("sample", "/styleguide/public");
    Ok(Public {
        t,
        f: FormView::new(&page, form, errors)?,
        ages: vec![
            Choice::new("under-16", t.pick("Under 16", "Moins de 16 ans")),
            Choice::new("16-17", t.pick("16 or 17", "16 ou 17 ans")),
            Choice::new("adult", t.pick("18 or older", "18 ans ou plus")),
            Choice::new("unsaid", t.pick("I would rather not say", "Je préfère ne pas le dire")),
        ],
        wishes: vec![
            Choice::new("bed", t.pick("A safe place to sleep", "Un endroit sûr pour dormir")),
            Choice::new("no-police", t.pick("No police", "Sans la police")),
            Choice::new("french", t.pick("Service in French", "Service en français"))
                .hint(t.pick("Spoken and written", "À l’oral et à l’écrit")),
        ],
        regions: vec![
            Choice::new("east", t.pick("East", "Est")),
            Choice::new("north", t.pick("North", "Nord")),
        ],
        page,
        sent,
    })
}

pub(super) async fn show(visit: Visit) -> PageResult {
    render(&public_page(&visit, Form::empty(), FormErrors::none(), false)?)
}

pub(super) async fn send(visit: Visit, form: Form) -> PageResult {
    if form.only_language() {
        return render(&public_page(&visit, form, FormErrors::none(), false)?);
    }
    let mut errors = FormErrors::none();
    errors.required(&form, "name", msg("styleguide-name-missing"));
    if form.given("age").is_none() {
        errors.add("age", msg("styleguide-age-missing"));
    }
    // The error, if there is one, is in `errors`.
    let _ = form.date("seen", &mut errors);
    if errors.is_empty() {
        return render(&public_page(&visit, Form::empty(), errors, true)?);
    }
    render_with(StatusCode::UNPROCESSABLE_ENTITY, &public_page(&visit, form, errors, false)?)
}
