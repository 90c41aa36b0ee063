DROP TABLE typed_answers;
