; The number of ways to place n queens.
(define (safe? column distance placed)
  (cond ((null? placed) #t)
        ((= (car placed) column) #f)
        ((= (car placed) (+ column distance)) #f)
        ((= (car placed) (- column distance)) #f)
        (else (safe? column (+ distance 1) (cdr placed)))))

(define (queens n)
  (let place ((row 0) (placed '()))
    (if (= row n)
        1
        (do ((column 0 (+ column 1))
             (count 0 (if (safe? column 1 placed)
                          (+ count (place (+ row 1) (cons column placed)))
                          count)))
            ((= column n) count)))))

(display (queens 8))
(newline)
