//! Lambert's conformal conic projection on the sphere.

/// Standard parallels and central meridian for the whole of Ontario, in degrees.
const PARALLELS: (f64, f64) = (44.5, 53.5);
const MERIDIAN: f64 = -84.0;
/// Units for one kilometre: a unit is 100 m, as fine as the data is.
const UNITS_PER_KM: f64 = 10.0;
const EARTH_KM: f64 = 6_371.0;
/// Latitude of the drawing's origin, south of everything.
const ORIGIN: f64 = 41.0;

/// Whole units of the drawing, x to the east and y to the south.
pub(super) fn project(longitude: f64, latitude: f64) -> (i32, i32) {
    let (phi1, phi2) = (PARALLELS.0.to_radians(), PARALLELS.1.to_radians());
    let tangent = |phi: f64| (std::f64::consts::FRAC_PI_4 + phi / 2.0).tan();
    let n = (phi1.cos() / phi2.cos()).ln() / (tangent(phi2) / tangent(phi1)).ln();
    let f = phi1.cos() * tangent(phi1).powf(n) / n;
    let rho = |phi: f64| f / tangent(phi).powf(n);
    let theta = n * (longitude - MERIDIAN).to_radians();
    let r = rho(latitude.to_radians());
    let scale = EARTH_KM * UNITS_PER_KM;
    let x = r * theta.sin();
    let y = r * theta.cos() - rho(ORIGIN.to_radians());
    ((x * scale).round() as i32, (y * scale).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Great-circle distance in kilometres.
    fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
        let (la, lb) = (a.1.to_radians(), b.1.to_radians());
        let cos = la.sin() * lb.sin() + la.cos() * lb.cos() * (a.0 - b.0).to_radians().cos();
        EARTH_KM * cos.acos()
    }

    #[test]
    fn distances_are_true_within_two_in_a_hundred() {
        let places = [(-79.38, 43.65), (-75.70, 45.42), (-89.25, 48.38), (-83.04, 42.32), (-81.01, 46.49)];
        for a in places {
            for b in places.into_iter().filter(|b| *b != a) {
                let (pa, pb) = (project(a.0, a.1), project(b.0, b.1));
                let drawn = f64::from(pa.0 - pb.0).hypot(f64::from(pa.1 - pb.1)) / UNITS_PER_KM;
                let ratio = drawn / distance(a, b);
                assert!((0.98..1.02).contains(&ratio), "{a:?} to {b:?}: {ratio}");
            }
        }
    }

    #[test]
    fn north_is_up_on_the_central_meridian() {
        let (low, high) = (project(MERIDIAN, 43.0), project(MERIDIAN, 50.0));
        assert_eq!((low.0, high.0), (0, 0));
        assert!(high.1 < low.1);
    }
}
