Prints its input backwards: each byte goes one cell to the right of the last
with an empty cell at the left end as the stop
>,
read until the end of the input leaves a zero
[>,]
walk back and print
<[.<]
