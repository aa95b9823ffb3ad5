// The ranks of an MPI job. Compiled only where GRDP_WITH_MPI is on, into the command grdp-mpi alone.
#pragma once

#include <memory>

#include "grdp/parallel/messenger.hpp"

namespace grdp::parallel {

/// Joins the job that mpirun began, or is alone in one; its end leaves it. One at a time, made and used by the main thread. A process
/// that ends without leaving ends the whole job.
[[nodiscard]] std::unique_ptr<Messenger> join_mpi_job(int& count, char**& words);

}  // namespace grdp::parallel
