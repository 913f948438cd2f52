//! A result's words as people read them: outcomes, tiers by their titles, figures by their names.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt16Type;
use arrow_array::{ArrayRef, DictionaryArray, RecordBatch, StringArray};
use huoju_scheme::{ColumnKind, Program};

use crate::output::columns::Column;
use crate::words::Words;

/// What the words of a result are called in the reader's language.
pub struct Speech {
    words: HashMap<String, String>,
    figures: HashMap<String, String>,
    separator: String,
}

impl Speech {
    /// The words of this program's results.
    pub fn new(program: &Program, words: &Words) -> Self {
        let tiers = program.scheme().tiers.iter().map(|tier| (tier.id.clone(), words.name(&tier.title).to_owned()));
        let outcomes = [
            ("pass", words.get("outcome-pass")),
            ("fail", words.get("outcome-fail")),
            ("undetermined", words.get("outcome-undetermined")),
        ];
        let outcomes = outcomes.map(|(word, said)| (word.to_owned(), said));
        let figures = program.inputs().iter().map(|input| (input.column(), input.label(words.lang)));
        Speech { words: tiers.chain(outcomes).collect(), figures: figures.collect(), separator: words.get("separator") }
    }

    /// What stands in a column of this kind, as it is called.
    pub fn say(&self, kind: Option<ColumnKind>, text: &str) -> String {
        match kind {
            Some(ColumnKind::Word) => self.words.get(text).cloned().unwrap_or_else(|| text.to_owned()),
            Some(ColumnKind::Codes) => {
                let names = text.split(';').map(|code| self.figures.get(code).map_or(code, String::as_str));
                names.collect::<Vec<_>>().join(&self.separator)
            }
            _ => text.to_owned(),
        }
    }

    /// A batch whose words are those that people read.
    pub fn batch(&self, batch: &RecordBatch, columns: &[Column]) -> Option<RecordBatch> {
        let arrays = batch.columns().iter().zip(columns).map(|(array, column)| self.column(column.kind, array));
        RecordBatch::try_new(batch.schema(), arrays.collect()).ok()
    }

    /// Words stand in a dictionary, so each is said once.
    fn column(&self, kind: Option<ColumnKind>, array: &ArrayRef) -> ArrayRef {
        let said = |texts: &StringArray| -> StringArray {
            texts.iter().map(|text| text.map(|text| self.say(kind, text))).collect()
        };
        if !matches!(kind, Some(ColumnKind::Word | ColumnKind::Codes)) {
            return Arc::clone(array);
        }
        if let Some(texts) = array.as_string_opt::<i32>() {
            return Arc::new(said(texts));
        }
        let Some(dictionary) = array.as_dictionary_opt::<UInt16Type>() else { return Arc::clone(array) };
        let Some(texts) = dictionary.values().as_string_opt::<i32>() else { return Arc::clone(array) };
        let spoken = DictionaryArray::try_new(dictionary.keys().clone(), Arc::new(said(texts)));
        spoken.map_or_else(|_| Arc::clone(array), |spoken| Arc::new(spoken))
    }
}
