//! The gates of several programs over one population, run as one.
//!
//! Offers ask for the same figures again and again: what is equal in several programs is one step here, and a column is
//! looked up and its bounds are checked once. Points and tiers aren't looked at, so this is for programs that are
//! conditions and nothing else ([`read_conditions`](crate::read_conditions)); one by one they come out the same.

use std::collections::HashMap;

use arrow_array::RecordBatch;
use huoju_model::Outcome;

use crate::assess::{AssessError, Program, Settings};
use crate::assessed::outcome;
use crate::columns::{Columns, Params};
use crate::program::{Code, FALSE, Op, Reg, Step, UNKNOWN};
use crate::run::Frame;
use crate::scheme::Input;

/// Rows of a chunk: so few that the many registers stay in cache together.
const ROWS: usize = 512;

/// Programs of conditions, joined.
#[derive(Debug)]
pub struct Joint {
    parts: Vec<Part>,
    inputs: Vec<Input>,
    code: Code,
    /// The registers of gates that differ.
    gates: Vec<Reg>,
}

/// One of the programs, and where its things are.
#[derive(Debug)]
struct Part {
    program: Program,
    /// Of each of its inputs, the place in [`Joint::inputs`].
    inputs: Vec<usize>,
    /// Of each of its gates, the place in [`Joint::gates`].
    gates: Vec<usize>,
}

impl Joint {
    /// Joins programs, which are counted from here on as they come.
    pub fn of<'p>(programs: impl IntoIterator<Item = &'p Program>) -> Self {
        let mut joiner = Joiner::default();
        let parts = programs.into_iter().map(|program| joiner.part(program)).collect();
        let Joiner { inputs, steps, gates, .. } = joiner;
        Joint { parts, inputs, code: Code { n_first: steps.len(), steps, ..Code::default() }, gates }
    }

    /// Runs all gates over every row of a population, as [`Program::assess`] would. A program that compares subjects
    /// with one another is refused.
    pub fn run(&self, population: &RecordBatch, settings: &Settings) -> Result<Joined<'_>, AssessError> {
        for Part { program, .. } in &self.parts {
            program.in_force(settings)?;
            if program.needs_survey() {
                return Err(AssessError::NoStanding(program.scheme().id.clone()));
            }
        }
        let columns = Columns::new(&self.inputs, population, settings.presume)?;
        let (params, mut frame) = (Params::new(settings), Frame::new(&self.code, None));
        let mut gates: Vec<Vec<u8>> = self.gates.iter().map(|_| Vec::with_capacity(columns.n_rows)).collect();
        for start in (0..columns.n_rows).step_by(ROWS) {
            frame.first(&columns, &params, start, ROWS.min(columns.n_rows - start))?;
            gates.iter_mut().zip(&self.gates).for_each(|(kept, reg)| kept.extend_from_slice(frame.bytes(*reg)));
        }
        Ok(Joined { joint: self, columns, gates })
    }
}

/// How the gates of joined programs came out, row by row.
#[derive(Debug)]
pub struct Joined<'j> {
    joint: &'j Joint,
    columns: Columns,
    gates: Vec<Vec<u8>>,
}

impl<'j> Joined<'j> {
    /// How many subjects.
    pub fn n_rows(&self) -> usize {
        self.columns.n_rows
    }

    /// How a gate of a program came out in a row; gates are counted as the program has them.
    pub fn gate(&self, program: usize, gate: usize, row: usize) -> Outcome {
        outcome(self.gates[self.joint.parts[program].gates[gate]][row])
    }

    /// Whether a row passes all gates of a program.
    pub fn passes(&self, program: usize, row: usize) -> bool {
        let part = &self.joint.parts[program];
        (0..part.gates.len()).all(|gate| self.gate(program, gate, row) == Outcome::Pass)
    }

    /// How many gates of a program each row fails, and how many are undetermined; 255 are 255 and more.
    pub fn not_passed(&self, program: usize) -> (Vec<u8>, Vec<u8>) {
        let (mut failed, mut open) = (vec![0u8; self.n_rows()], vec![0u8; self.n_rows()]);
        for gate in &self.joint.parts[program].gates {
            for ((truth, failed), open) in self.gates[*gate].iter().zip(&mut failed).zip(&mut open) {
                *failed = failed.saturating_add(u8::from(*truth == FALSE));
                *open = open.saturating_add(u8::from(*truth == UNKNOWN));
            }
        }
        (failed, open)
    }

    /// The figures whose absence leaves gates of a program undetermined in a row.
    pub fn missing(&self, program: usize, row: usize) -> impl Iterator<Item = &'j Input> {
        let part = &self.joint.parts[program];
        let open =
            part.gates.iter().zip(&part.program.code().gates).filter(|(gate, _)| self.gates[**gate][row] == UNKNOWN);
        let read = open.fold(0, |read, (_, (_, inputs))| read | inputs);
        let missing: Vec<usize> = (0..part.inputs.len())
            .filter(|input| read >> input & 1 == 1 && self.columns.lacks(part.inputs[*input], row))
            .collect();
        missing.into_iter().map(|input| &part.program.inputs()[input])
    }
}

/// Puts programs together: what was met before is taken again.
#[derive(Default)]
struct Joiner {
    inputs: Vec<Input>,
    steps: Vec<Step>,
    known: HashMap<Op, Reg>,
    gates: Vec<Reg>,
}

impl Joiner {
    fn part(&mut self, program: &Program) -> Part {
        let code = program.code();
        let inputs: Vec<usize> = program.inputs().iter().map(|input| place(&mut self.inputs, input)).collect();
        // Where no gate needs a step its register is never asked for.
        let (needed, mut registers) = (needed(code), vec![0; code.steps.len()]);
        for (reg, step) in code.steps.iter().enumerate().filter(|(reg, _)| needed[*reg]) {
            registers[reg] = self.step(step.op.moved(&mut |reg| registers[reg], &|input| inputs[input]), step);
        }
        let gates = code.gates.iter().map(|(reg, _)| place(&mut self.gates, &registers[*reg])).collect();
        Part { program: program.clone(), inputs, gates }
    }

    /// The register of a step that is like another in its bounds.
    fn step(&mut self, mut op: Op, like: &Step) -> Reg {
        match &mut op {
            Op::And(regs) | Op::Or(regs) => {
                regs.sort_unstable();
                regs.dedup();
                if let [one] = regs[..] {
                    return one;
                }
            }
            Op::Mul(a, b) => (*a, *b) = (*a.min(b), *a.max(b)),
            _ => {}
        }
        *self.known.entry(op).or_insert_with_key(|op| {
            self.steps.push(Step::new(op.clone(), like.width, like.bounds()));
            self.steps.len() - 1
        })
    }
}

/// The place of a thing in a list, which it is added to where it is new.
fn place<T: PartialEq + Clone>(list: &mut Vec<T>, thing: &T) -> usize {
    list.iter().position(|known| known == thing).unwrap_or_else(|| {
        list.push(thing.clone());
        list.len() - 1
    })
}

/// The steps that gates need.
fn needed(code: &Code) -> Vec<bool> {
    let mut needed = vec![false; code.steps.len()];
    code.gates.iter().for_each(|(reg, _)| needed[*reg] = true);
    // A step reads only steps before it.
    for (reg, step) in code.steps.iter().enumerate().rev() {
        if needed[reg] {
            step.op.operands().into_iter().for_each(|operand| needed[operand] = true);
        }
    }
    needed
}
