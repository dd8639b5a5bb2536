; Tail calls, closures, assignment.
(define (loop n sum)
  (if (= n 0) sum (loop (- n 1) (+ sum (modulo n 7)))))
(display (loop 1000000 0))
(newline)

(define (make-counter)
  (let ((n 0))
    (lambda () (set! n (+ n 1)) n)))
(define count (make-counter))
(do ((i 0 (+ i 1))) ((= i 1000)) (count))
(display (count))
(newline)

(define (even? n) (if (= n 0) #t (odd? (- n 1))))
(define (odd? n) (if (= n 0) #f (even? (- n 1))))
(write (even? 100000))
(newline)
