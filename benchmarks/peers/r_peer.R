#!/usr/bin/Rscript
# R: rnorm by inversion, whole matrices in chunks, quantile functions of the stats package. Base R has no quasi-random points.
# usage: r_peer.R PROBLEM plain DRAWS SEED; prints one line of JSON as the other peers do.
arguments <- commandArgs(trailingOnly = TRUE)
problem <- arguments[1]
draws <- as.integer(as.numeric(arguments[3]))
set.seed(as.integer(arguments[4]))

weights <- c(0.10, 0.30, 0.53, 0.07)
centre <- c(2.35, 12.7, 10.55, 5.8)
sds <- c(1.2, 2.5, 1.5, 3.0)
correlation <- matrix(c(1, 0.1, 0.1, 0.1, 0.1, 1, 0.35, 0.5, 0.1, 0.35, 1, 0.5, 0.1, 0.5, 0.5, 1), 4)
low <- 9.5
high <- 10

chunks <- function(chunk) c(rep(chunk, draws %/% chunk), if (draws %% chunk) draws %% chunk)
band <- function(x) sum(x >= low & x <= high)

p1 <- function() {
    factor <- chol(correlation) %*% diag(sds)
    within <- total <- squares <- 0
    for (n in chunks(8192L)) {
        growth <- (matrix(rnorm(4L * n), n) %*% factor) %*% weights + sum(weights * centre)
        within <- within + band(growth)
        total <- total + sum(growth)
        squares <- squares + sum(growth * growth)
    }
    c(band = within / draws)
}

two_piece <- function(share, mode, left, right) {
    below <- left / (left + right)
    is_left <- share < below
    rate <- numeric(length(share))
    rate[is_left] <- mode + left * qnorm(0.5 * share[is_left] / below)
    rate[!is_left] <- mode + right * qnorm(0.5 + 0.5 * (share[!is_left] - below) / (1 - below))
    rate
}

triangle <- function(share, low, mode, high) {
    ifelse(share < (mode - low) / (high - low), low + sqrt(share * (high - low) * (mode - low)),
           high - sqrt((1 - share) * (high - low) * (high - mode)))
}

p2 <- function() {
    factor <- chol(correlation)
    within <- total <- squares <- 0
    for (n in chunks(8192L)) {
        share <- pnorm(matrix(rnorm(4L * n), n) %*% factor)
        growth <- weights[1] * triangle(share[, 1], -1.2, 2.6, 5.6) +
            weights[2] * (12.7 + 2.5 / sqrt(5 / 3) * qt(share[, 2], 5)) +
            weights[3] * two_piece(share[, 3], 10.8, 1.8, 1.1) +
            weights[4] * (-3 + 16 * qbeta(share[, 4], 3.25, 2.75))
        within <- within + band(growth)
        total <- total + sum(growth)
        squares <- squares + sum(growth * growth)
    }
    c(band = within / draws)
}

p3 <- function() {
    response <- matrix(c(0.05, 0.05, 0, 0.30, 0.15, 0, 0.10, 0.15, 0.20, 0.20, 0.10, 0.05), 4, byrow = TRUE)
    factor <- t(chol(correlation)) * sds
    counts <- numeric(4)
    for (n in chunks(2048L)) {
        drivers <- matrix(0, 3, n)
        shocks <- matrix(0, 4, n)
        volume <- matrix(c(10, 30, 53, 7), 4, n)
        before <- 100
        growth <- matrix(0, n, 8)
        for (year in 1:8) {
            drivers <- 0.6 * drivers + c(2, 1.5, 3) * matrix(rnorm(3L * n), 3)
            shocks <- 0.3 * shocks + factor %*% matrix(rnorm(4L * n), 4)
            volume <- volume * (1 + 0.01 * (centre - 0.1 * (year - 1) + response %*% drivers + shocks))
            total <- colSums(volume)
            growth[, year] <- 100 * (total / before - 1)
            before <- total
        }
        inside <- growth >= low & growth <= high
        counts <- counts + c(sum(inside[, 5]), band(rowMeans(growth[, 4:8])), sum(rowSums(growth >= 8) == 8), sum(rowSums(inside) == 8))
    }
    names(counts) <- c("one_year", "five_years", "every_year", "every_in_band")
    counts / draws
}

spent <- system.time(values <- get(problem)())
seconds <- spent[["user.self"]] + spent[["sys.self"]]
cat(sprintf('{"seconds": %.6f, "draws": %d, "values": {%s}}\n', seconds, draws,
            paste(sprintf('"%s": %.12g', names(values), values), collapse = ", ")))
