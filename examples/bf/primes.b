Prints the primes below 200 by trial division; every divisor is tried and each division counts down by ones
so this is a long run that prints little
Cells: 0 candidates left; 1 the candidate; 2 the divisor; 3 divisors left; 4 what is left of the candidate;
5 what is left of the divisor; 6 set when a division ends in the middle; 7 number of divisors found; 8 to 10 scratch; 11 to 13 decimal digits
++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++>++>>>>>>>>>>++
for each candidate
<<<<<<<<<<<[
  divisors from 2 to the candidate less one
  >>++<[->>+>>>>>+<<<<<<<]>>>>>>>[-<<<<<<<+>>>>>>>]<<<<<--
  try each divisor
  [
    count the candidate down and the divisor with it; refill the divisor when it is used up
    <<[->>>+>>>>+<<<<<<<]>>>>>>>[-<<<<<<<+>>>>>>>]<<<<<<[->>>+>>>+<<<<<<]>>>>>>[-<<<<<<+>>>>>>]
    one step
    <<<<[
      ->-[->>>+>+<<<<]>>>>[-<<<<+>>>>]+<[[-]>-<]>[-<<<<<<<[->>>+>>>+<<<<<<]>>>>>>[-<<<<<<+>>>>>>]>]<<<<<
    ]
    the divisor divides if it is full again: compare it with what is left
    <<[->>>>+>>+<<<<<<]>>>>>>[-<<<<<<+>>>>>>]<<<[->-<]>>>>+<<<[[-]>>>-<<<]>>>[-<<+>>]
    next divisor
    <<<<<<<+>-
  ]
  <[-]
  print the candidate if there was no divisor
  >>>>>>>+<<[[-]>>[-]<<]
  >>[-<<<+>>>]
  it is prime
  <<<[
    ->>>>>>>[-<<<<<+>+>>>>]<<<<[->>>>+<<<<]<[[-]>>[-]+<<]>>[-<<+>+>]<[->+<]<[->>>>>++++++++++++++++++++++++++++++++++++++++++++++++.------------------------------------------------<<<<<]
    >>>>[-<<<<+>+>>>]<<<[->>>+<<<]<[[-]>>[-]+<<]>>[-<<+>+>]<[->+<]<[->>>>++++++++++++++++++++++++++++++++++++++++++++++++.------------------------------------------------<<<<]
    >>[-]>++++++++++++++++++++++++++++++++++++++++++++++++.------------------------------------------------
    <<<++++++++++.[-]
    <<
  ]
  next candidate
  <<<<<+>>>>>>>>>>+[-<<<+>+>>]<<[->>+<<]<---------->+<[[-]>-<]>[->>[-]>+[-<<<<+>+>>>]<<<[->>>+<<<]<---------->+<[[-]>-<]>[->>>[-]>+<<<<]]<<<<<<<<<-
]
