//! Two synthetic files with known truth: FEBRL dataset 4, which no number of the model was made from.

use std::collections::HashMap;
use std::time::Instant;

use linkage::{
    Address, Evaluation, Identifier, Index, Model, Outcome, PartialDate, PersonFields, estimate, evaluate,
    link,
};

const MODEL: &str = include_str!("../../../../packs/linkage/person.toml");
const LEFT: &str = include_str!("../../../../data/linkage/febrl/dataset4a.csv");
const RIGHT: &str = include_str!("../../../../data/linkage/febrl/dataset4b.csv");
const TRUTH: &str = include_str!("../../../../data/linkage/febrl/truth_febrl4.csv");

fn people(text: &str) -> Vec<PersonFields> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let text = |column: usize| row.get(column).filter(|text| !text.is_empty()).map(str::to_owned);
            PersonFields {
                key: text(0).unwrap(),
                given_names: text(1).into_iter().collect(),
                family_name: text(2),
                date_of_birth: text(9).and_then(|date| PartialDate::parse(&date)),
                addresses: vec![Address {
                    street_number: text(3),
                    street: text(4),
                    locality: text(6),
                    postcode: text(7),
                    region: text(8),
                }],
                identifiers: text(10)
                    .map(|value| Identifier { kind: "soc-sec-id".into(), value })
                    .into_iter()
                    .collect(),
                ..PersonFields::default()
            }
        })
        .collect()
}

fn truth() -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(TRUTH.as_bytes());
    let mut of_cluster: HashMap<String, Vec<String>> = HashMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        of_cluster.entry(row[1].to_owned()).or_default().push(row[0].to_owned());
    }
    of_cluster.into_values().map(|keys| <[String; 2]>::try_from(keys).unwrap().into()).collect()
}

fn run(left: &[PersonFields], right: &[PersonFields], model: &Model, least: Outcome) -> Evaluation {
    let start = Instant::now();
    let result = link(left, right, model, |_, _| ());
    let (compared, dropped) = (result.compared, result.dropped.len());
    let result = result.one_to_one();
    let found =
        result.at_least(least).map(|link| (left[link.left].key.clone(), right[link.right].key.clone()));
    let evaluation = evaluate(found, truth());
    println!("{compared} compared, {dropped} blocks dropped, {:?}: {evaluation:?}", start.elapsed());
    evaluation
}

#[test]
fn links_two_files_of_5000_with_high_precision_and_recall() {
    let (left, right) = (people(LEFT), people(RIGHT));
    assert_eq!((left.len(), right.len(), truth().len()), (5000, 5000, 5000));
    let model = Model::from_toml(MODEL).unwrap();
    let likely = run(&left, &right, &model, Outcome::Likely);
    assert!(likely.precision >= 0.999, "{likely:?}");
    assert!(likely.recall >= 0.95, "{likely:?}");
    let possible = run(&left, &right, &model, Outcome::Possible);
    assert!(possible.precision >= 0.99 && possible.recall >= 0.99, "{possible:?}");
}

#[test]
fn still_links_without_the_identifier() {
    let strip = |mut people: Vec<PersonFields>| {
        people.iter_mut().for_each(|person| person.identifiers.clear());
        people
    };
    let model = Model::from_toml(MODEL).unwrap();
    let found = run(&strip(people(LEFT)), &strip(people(RIGHT)), &model, Outcome::Possible);
    assert!(found.precision >= 0.99 && found.recall >= 0.95, "{found:?}");
}

#[test]
fn an_estimated_model_links_as_well() {
    let (left, right) = (people(LEFT), people(RIGHT));
    let estimated = estimate(&left, &right, &Model::from_toml(MODEL).unwrap());
    assert!(estimated.settled, "{} rounds", estimated.rounds);
    let written = estimated.model.to_toml().unwrap();
    let found = run(&left, &right, &Model::from_toml(&written).unwrap(), Outcome::Possible);
    assert!(found.precision >= 0.99 && found.recall >= 0.99, "{found:?}");
}

#[test]
fn the_index_finds_what_the_batch_finds() {
    let (left, right) = (people(LEFT), people(RIGHT));
    let model = Model::from_toml(MODEL).unwrap();
    let mut index = Index::new(model);
    for person in left.iter().chain(&right) {
        index.insert(person);
    }
    let truth: HashMap<String, String> =
        truth().into_iter().flat_map(|(a, b)| [(a.clone(), b.clone()), (b, a)]).collect();
    let start = Instant::now();
    let found = right
        .iter()
        .take(1000)
        .filter(|person| {
            index.candidates(person).first().is_some_and(|candidate| candidate.key == truth[&person.key])
        })
        .count();
    println!("{found} of 1000 in {:?}", start.elapsed());
    assert!(found >= 985, "{found}");
}
