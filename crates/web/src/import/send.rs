//! Sending a file: its layout, the holdings that it goes to, and the file, which is sealed as it arrives.

use askama::Template;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use domain::compartment::CompartmentKind;
use multer::Field;

use crate::component::Regime;
use crate::form::{NONCE_FIELD, TOKEN_FIELD};
use crate::i18n::msg;
use crate::{
    Choice, Claim, Form, FormErrors, FormView, L10n, Page, PageError, PageResult, SignedIn, render_with,
    upload,
};

/// What is still taken in beyond the largest file, so that whoever sends a larger one reads why it is refused instead of a
/// broken connection.
const BEYOND: u64 = 4 * 1024 * 1024;

#[derive(Template)]
#[template(path = "import/new.html")]
struct New {
    t: L10n,
    page: Page,
    f: FormView,
    mappings: Vec<Choice>,
    holdings: Vec<Choice>,
}

pub(super) async fn new(visit: SignedIn) -> PageResult {
    draw(&visit, StatusCode::OK, Form::empty(), FormErrors::none()).await
}

async fn draw(visit: &SignedIn, status: StatusCode, form: Form, errors: FormErrors) -> PageResult {
    let t = visit.t;
    let offer = app::import::offer(&visit.app, &visit.actor).await?;
    // What can only be one thing is not asked.
    let mut form = form;
    if let [only] = offer.holdings.as_slice() {
        form = form.or("holdings", only.code());
    }
    if let [only] = offer.mappings.as_slice() {
        form = form.or("mapping", &only.id);
    }
    let mappings = offer.mappings.iter().map(|it| Choice::new(&it.id, t.pick(&it.title.en, &it.title.fr)));
    let holdings = offer.holdings.iter().map(|it| Choice::new(it.code(), t.get(Regime(*it).name())));
    let page = visit.page(t.get("import-new"))?;
    let f = FormView::new(&page, form, errors)?;
    render_with(status, &New { t, page, f, mappings: mappings.collect(), holdings: holdings.collect() })
}

pub(super) async fn send(visit: SignedIn, request: Request) -> PageResult {
    let (form, file) = upload::read(request, app::import::largest_file() + BEYOND).await?;
    visit.check_token(form.raw(TOKEN_FIELD))?;
    let mut errors = FormErrors::none();
    let mapping = errors.required(&form, "mapping", msg("import-mapping-missing")).to_owned();
    let holdings = CompartmentKind::from_code(form.text("holdings"));
    if holdings.is_none() {
        errors.add("holdings", msg("import-holdings-missing"));
    }
    let file = file.filter(|file| file.file_name().is_some_and(|name| !name.is_empty()));
    if file.is_none() {
        errors.add("file", msg("import-file-missing"));
    }
    let (Some(holdings), Some(file), true) = (holdings, file, errors.is_empty()) else {
        return draw(&visit, StatusCode::UNPROCESSABLE_ENTITY, form, errors).await;
    };
    let claimed = match visit.claim(form.raw(NONCE_FIELD)).await? {
        Claim::First(claimed) => claimed,
        Claim::Before(answer) => return Ok(*answer),
    };
    let act = async {
        let taken = take(&visit, holdings, &mapping, file).await?;
        match errors.settle(taken)? {
            Some(id) => Ok(Redirect::to(&visit.href(&format!("/imports/{id}/preview"))).into_response()),
            None => draw(&visit, StatusCode::UNPROCESSABLE_ENTITY, form, errors).await,
        }
    };
    claimed.around(act).await
}

/// Takes the file in. What is too large is read to its end all the same, as far as the reader of the body lets it.
async fn take(
    visit: &SignedIn,
    holdings: CompartmentKind,
    mapping: &str,
    mut file: Field<'static>,
) -> Result<app::Result<domain::id::ImportId>, PageError> {
    let name = file.file_name().unwrap_or_default().to_owned();
    let begun = app::import::begin(&visit.app, &visit.actor, holdings, mapping, &name).await;
    let mut taken = match begun {
        Ok(upload) => Ok(upload),
        // Nothing of it is read for somebody who may not send it.
        Err(app::Error::Invalid(faults)) => Err(app::Error::Invalid(faults)),
        Err(other) => return Err(other.into()),
    };
    while let Some(chunk) = file.chunk().await.map_err(|error| upload::broken(&error))? {
        if let Ok(upload) = &mut taken
            && let Err(refused) = upload.write(&chunk)
        {
            taken = Err(refused);
        }
    }
    Ok(taken.and_then(app::import::Upload::finish))
}
