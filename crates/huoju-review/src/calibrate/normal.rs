//! Standard normal numbers by the ziggurat of Marsaglia and Tsang (J. Stat. Softw. 5(8), 2000).
//!
//! The density is covered by layers of equal area, the lowest with the tail. A layer and a place in it are drawn; nearly
//! always the place lies under the curve whatever the height. Layer and place take separate bits, as Doornik (2005) asks.

use super::chance::Chance;

/// How many layers.
const LAYERS: usize = 256;
/// Where the tail begins, and the area of each layer, for that many.
const TAIL: f64 = 3.654_152_885_361_009;
const AREA: f64 = 0.004_928_673_233_974_655;

/// The layers' edges: how far each reaches, and the density there.
#[derive(Debug, Clone)]
pub struct Ziggurat {
    reach: [f64; LAYERS + 1],
    density: [f64; LAYERS + 1],
}

impl Ziggurat {
    /// Computes the layers.
    pub fn new() -> Ziggurat {
        let mut reach = [0.0; LAYERS + 1];
        // The lowest is as wide as a box of its area would be, tail and all.
        (reach[0], reach[1]) = (AREA / density(TAIL), TAIL);
        for at in 2..LAYERS {
            reach[at] = (-2.0 * (AREA / reach[at - 1] + density(reach[at - 1])).ln()).sqrt();
        }
        Ziggurat { reach, density: reach.map(density) }
    }

    /// The next standard normal number of a stream.
    pub fn draw(&self, chance: &mut Chance) -> f64 {
        loop {
            let bits = chance.bits();
            let layer = (bits & 0xff) as usize;
            let x = (2.0 * uniform(bits) - 1.0) * self.reach[layer];
            if x.abs() < self.reach[layer + 1] {
                return x;
            }
            if layer == 0 {
                return tail(chance).copysign(x);
            }
            let (low, high) = (self.density[layer], self.density[layer + 1]);
            if low + (high - low) * uniform(chance.bits()) < density(x) {
                return x;
            }
        }
    }
}

/// A number beyond [`TAIL`] (Marsaglia, 1964).
fn tail(chance: &mut Chance) -> f64 {
    loop {
        let x = -uniform(chance.bits()).ln() / TAIL;
        let y = -uniform(chance.bits()).ln();
        if 2.0 * y > x * x {
            return TAIL + x;
        }
    }
}

/// The normal density, 1 at its peak.
fn density(x: f64) -> f64 {
    (-0.5 * x * x).exp()
}

/// A number between 0 and 1, never either, from all bits but the lowest eleven.
fn uniform(bits: u64) -> f64 {
    ((bits >> 11) as f64 + 0.5) * (1.0 / (1u64 << 53) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_close_at_the_peak() {
        let last = Ziggurat::new().reach[LAYERS - 1];
        // What is left above the last layer is as large as the others.
        assert!((last * (1.0 - density(last)) - AREA).abs() < 1e-9, "{last}");
    }

    #[test]
    fn shares_are_those_of_the_tables() {
        const N: usize = 200_000;
        let (ziggurat, mut chance) = (Ziggurat::new(), Chance::new(1, 2, 3));
        let mut drawn: Vec<f64> = (0..N).map(|_| ziggurat.draw(&mut chance)).collect();
        drawn.sort_by(f64::total_cmp);
        for (z, below) in [
            (-4.0, 0.000_031_671),
            (-3.654_152_885, 0.000_129_016),
            (-2.326_347_874, 0.01),
            (-1.0, 0.158_655_254),
            (-0.1, 0.460_172_163),
            (0.0, 0.5),
            (0.25, 0.598_706_326),
            (1.959_963_985, 0.975),
            (3.090_232_306, 0.999),
            (4.0, 0.999_968_329),
        ] {
            let found = drawn.partition_point(|&x| x < z) as f64;
            let (expected, error) = (N as f64 * below, (N as f64 * below * (1.0 - below)).sqrt());
            assert!((found - expected).abs() < 4.0 * error, "below {z}: {found}, expected {expected}");
        }
    }
}
