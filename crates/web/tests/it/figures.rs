//! The figures.

use crate::cover::{Cover, Scene};

const REFUSED: &[&str] = &["worker", "officer", "administrator"];

pub fn covers() -> Vec<Cover> {
    vec![
        Cover::member("figures.show", "statistician", REFUSED, "ReadFigures", |_| {
            Scene::at("/figures").ready()
        }),
        Cover::member("figures.print", "statistician", REFUSED, "ReadFigures", |_| {
            Scene::at("/figures/print").ready()
        }),
        Cover::member("figures.children", "statistician", REFUSED, "ReadFigures", |_| {
            Scene::at("/figures/children.csv").ready()
        }),
        Cover::member("figures.shares", "statistician", REFUSED, "ReadFigures", |_| {
            Scene::at("/figures/shares.csv").ready()
        }),
    ]
}
