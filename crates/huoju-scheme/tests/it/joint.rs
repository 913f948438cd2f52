//! Programs of conditions that run as one come out as each does alone.

use huoju_model::Outcome;
use huoju_scheme::edges::batch;
use huoju_scheme::{AssessError, Joint, Program, Settings};
use proptest::prelude::*;

use crate::agreement::{gate, rows};
use crate::support::{population, program, read, settings};

/// Gates, and a tier whose truth is always known: what is missing is what leaves gates open.
fn conditions(gates: &[String]) -> String {
    let gates = gates.iter().enumerate().map(|(n, gate)| format!("[[gate]]\nid = 'g{n}'\nclause = '一'\n{gate}\n"));
    let tier = "[[tier]]\nid = 'met'\nclause = '二'\nall = ['award']\n";
    format!("missing = 'settled'\n{}{tier}", gates.collect::<String>())
}

fn holds(condition: &str) -> Program {
    program(&conditions(&[format!("holds = '{condition}'")]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn together_they_come_out_as_alone(
        programs in prop::collection::vec(prop::collection::vec(gate(), 1..4), 1..6),
        picks in prop::collection::vec((any::<u8>(), 0i64..1000), 97),
        presume in any::<bool>(),
    ) {
        let programs: Vec<Program> =
            programs.iter().filter_map(|gates| read(&conditions(gates)).ok()).map(Program::compile).collect();
        let Some(widest) = programs.iter().max_by_key(|program| program.inputs().len()) else {
            return Err(TestCaseError::reject("beyond 256 bits"));
        };
        // Rows of more than one chunk; what the others read besides is absent.
        let population = batch(widest.scheme(), &rows(widest, &picks, 600));
        let settings = Settings { presume, ..settings() };
        let joint = Joint::of(&programs);
        let together = joint.run(&population, &settings).expect("run");
        for (n, program) in programs.iter().enumerate() {
            let alone = program.assess(&population, &settings).expect("assessed");
            let n_gates = program.scheme().gates.len();
            let (failed, open) = together.not_passed(n);
            for row in 0..alone.n_rows() {
                let came: Vec<Outcome> = (0..n_gates).map(|gate| alone.gate(gate, row)).collect();
                let joined: Vec<Outcome> = (0..n_gates).map(|gate| together.gate(n, gate, row)).collect();
                prop_assert_eq!(&joined, &came, "program {} row {}", n, row);
                let count = |outcome| came.iter().filter(|one| **one == outcome).count();
                prop_assert_eq!(usize::from(failed[row]), count(Outcome::Fail));
                prop_assert_eq!(usize::from(open[row]), count(Outcome::Undetermined));
                prop_assert_eq!(together.passes(n, row), count(Outcome::Pass) == n_gates);
                // Without presuming, the tier's own fact may be missing too.
                let lacks: Vec<_> = alone.lacks(row).into_iter().filter(|input| input.code != "award" || presume).collect();
                let missing: Vec<_> = together.missing(n, row).filter(|input| input.code != "award" || presume).cloned().collect();
                prop_assert_eq!(missing, lacks, "program {} row {}", n, row);
            }
        }
    }
}

#[test]
fn what_programs_share_is_one_column_and_each_keeps_its_edge() {
    let programs = [holds("rnd / sales >= 5%"), holds("rnd / sales >= 4%"), holds("sales >= 100 万元")];
    let rows = ["sales 100 万元, rnd 5 万元", "sales 100 万元, rnd 4.9999 万元", "sales 99.9999 万元", "rnd 1 万元"];
    let joint = Joint::of(&programs);
    let came = joint.run(&population(&rows), &settings()).expect("run");
    let told = (0..rows.len()).map(|row| [0, 1, 2].map(|program| came.gate(program, 0, row)));
    use Outcome::{Fail, Pass, Undetermined};
    let expected = [
        [Pass, Pass, Pass],
        [Fail, Pass, Pass],
        [Undetermined, Undetermined, Fail],
        [Undetermined, Undetermined, Undetermined],
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let missing = |row| came.missing(0, row).map(|input| input.column()).collect::<Vec<_>>();
    assert_eq!((missing(0), missing(2), missing(3)), (vec![], vec!["rnd".to_owned()], vec!["sales".to_owned()]));
}

#[test]
fn none_of_them_may_compare_subjects() {
    let programs = [holds("sales >= 1 元"), holds("sales >= peer_mean(sales, field)")];
    let refused = Joint::of(&programs).run(&population(&["sales 1 元"]), &settings()).map(|_| ());
    assert!(matches!(refused, Err(AssessError::NoStanding(_))), "{refused:?}");
}
